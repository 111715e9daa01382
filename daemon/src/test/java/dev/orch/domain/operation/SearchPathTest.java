package dev.orch.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
  @TempDir private Path folder;

  @Test
  void theFirstThatMayBeExecutedIsFound() throws IOException {
    file("a/tool", "rw-r--r--");
    Files.createDirectories(folder.resolve("b/tool"));
    Path found = file("c/tool", "rwxr-xr-x");
    file("d/tool", "rwxr-xr-x");

    assertThat(path("a", "b", "c", "d", "c").find("tool")).contains(found);
    assertThat(path("a", "b").find("tool")).isEmpty();
  }

  @Test
  void onlyAbsoluteFoldersCountAndEachOnce() {
    assertThat(SearchPath.of(":bin:.:/usr/bin::/bin:/usr/bin:").folders())
        .containsExactly(Path.of("/usr/bin"), Path.of("/bin"));
    assertThat(SearchPath.of("").folders()).isEmpty();
  }

  private SearchPath path(String... names) {
    String all = "";
    for (String name : names) {
      all += folder.resolve(name) + ":";
    }
    return SearchPath.of(all);
  }

  private Path file(String name, String rights) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }
}
