package dev.orch.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFailureTest {
  @TempDir private Path folder;

  @Test
  void whatTheFileSystemRefusesIsToldWithoutTheNamesOfClasses() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path below = file.resolve("below");
    Path missing = folder.resolve("missing");

    assertThat(words(() -> Files.readString(missing)))
        .isEqualTo("no such file or folder (" + missing + ")");
    assertThat(words(() -> Files.createFile(file)))
        .isEqualTo("something is there already (" + file + ")");
    assertThat(words(() -> Files.readString(below))).isEqualTo("not a directory (" + below + ")");
    assertThat(words(() -> Files.delete(folder)))
        .isEqualTo("the folder is not empty (" + folder + ")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "No space left on device | no space left on device",
        "Cannot run program \"git\": Exec failed, error: 2 (No such file or directory) | no such file or directory",
        "Cannot run program \"git\": error=13, Permission denied | permission denied"
      })
  void whatTheSystemSaysIsKept(String said, String told) {
    assertThat(FileFailure.words(new IOException(said))).isEqualTo(told);
    assertThat(FileFailure.words(new FileSystemException("/x", null, said)))
        .isEqualTo(told + " (/x)");
  }

  @Test
  void aFailureThatSaysNothingIsNoFailureOfItsOwn() {
    assertThat(FileFailure.words(new IOException())).isEqualTo("the system gives no reason");
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static String words(Work work) {
    return FileFailure.words(catchThrowableOfType(IOException.class, work::run));
  }
}
