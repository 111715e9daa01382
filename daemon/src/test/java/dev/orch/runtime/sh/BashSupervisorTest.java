package dev.orch.runtime.sh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What macOS has: bash as the shell, no {@code setsid}, no {@code /proc}. */
class BashSupervisorTest extends SupervisorSuite {
  private static final List<String> TOOLS =
      List.of("cat", "head", "ln", "mkfifo", "mv", "ps", "rm", "sleep", "tail", "tr", "wc");

  @TempDir static Path tools;

  @BeforeAll
  static void linkTools() throws IOException {
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
  }

  @Override
  Shell shell() {
    return new Shell(Path.of("/bin/bash"), tools.toString(), tools.resolve("no-proc"));
  }

  @Override
  List<String> unavoidable() {
    return List.of("_", "SHLVL", "PWD", "OLDPWD");
  }

  @Override
  int runs() {
    return 40;
  }
}
