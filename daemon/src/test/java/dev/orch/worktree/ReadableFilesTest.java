package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadableFilesTest {
  @TempDir Path temp;
  private final List<Path> found = new ArrayList<>();

  private List<Path> below(Path root) {
    ReadableFiles.visit(root, (file, _) -> found.add(file));
    return found;
  }

  @Test
  void allFilesAreGivenAndWhatALinkLeadsToIsNot() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("in/deep"));
    Path file = Files.createFile(folder.resolve("file"));
    Files.createFile(temp.resolve("outside"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), temp);

    assertThat(below(temp.resolve("in"))).containsExactlyInAnyOrder(file, link);
  }

  @Test
  void aFolderThatIsNotWantedIsNotEntered() throws IOException {
    Path kept = Files.createFile(Files.createDirectories(temp.resolve("in/kept")).resolve("file"));
    Files.createFile(Files.createDirectories(temp.resolve("in/left/deep")).resolve("file"));

    ReadableFiles.visit(
        temp.resolve("in"),
        new ReadableFiles.Taking() {
          @Override
          public boolean enters(Path folder, BasicFileAttributes attributes) {
            return !folder.endsWith("left");
          }

          @Override
          public void take(Path file, BasicFileAttributes attributes) {
            found.add(file);
          }
        });

    assertThat(found).containsExactly(kept);
  }

  @Test
  void aFileIsTheOnlyOneAndOfNothingThereIsNone() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThat(below(temp.resolve("nothing"))).isEmpty();
    assertThat(below(file)).containsExactly(file);
  }

  @Test
  void whereTheReadingOfAFolderBreaksOffTheRestIsGiven() {
    ReadableFiles.Visit visit = new ReadableFiles.Visit((file, _) -> found.add(file));

    assertThat(visit.postVisitDirectory(temp, new IOException("broken")))
        .isEqualTo(FileVisitResult.CONTINUE);
    assertThat(visit.visitFileFailed(temp, new IOException("refused")))
        .isEqualTo(FileVisitResult.CONTINUE);
  }
}
