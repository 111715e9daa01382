package dev.orch.dist.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small real repository. */
public final class TestRepository {
  private TestRepository() {}

  /** Makes one with a commit on branch {@code main}. */
  public static Path create(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    git(folder, "init", "-q", "-b", "main");
    Files.writeString(folder.resolve("README.md"), "hello\n");
    git(folder, "add", ".");
    git(folder, "commit", "-q", "-m", "first");
    return folder;
  }

  /** Runs git there and gives what it printed. */
  public static String git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(
            List.of("git", "-c", "user.name=Test", "-c", "user.email=test@example.org"));
    argv.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(argv).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(argv + ": " + output);
    }
    return output;
  }
}
