package dev.orch.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSystemTypeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"nfs", "nfs4", "cifs", "SMB3", "fuse.sshfs", "9p", "afs"})
  void whatAnotherMachineKeepsIsKnown(String type) {
    FileSystemType types = _ -> type;

    assertThat(types.findNetwork(folder)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"ext4", "apfs", "overlay", "fuse.ntfs-3g", "''"})
  void whatIsHereOrNotKnownIsNot(String type) {
    FileSystemType types = _ -> type;

    assertThat(types.findNetwork(folder)).isEmpty();
  }

  @Test
  void theSystemSaysItOfWhatIsThere() {
    assertThat(FileSystemType.OF_SYSTEM.at(folder)).isNotEmpty();
    assertThat(FileSystemType.OF_SYSTEM.at(folder.resolve("not there"))).isEmpty();
  }
}
