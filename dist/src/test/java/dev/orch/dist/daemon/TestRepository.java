package dev.orch.dist.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small real repository. */
public final class TestRepository {
  private static final Set<String> OTHERS = Set.of(".git", ".orchestrator");

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

  /**
   * All that is the user's: every file of the checkout with its permissions and bytes, the index
   * too. Neither the rest of git's folder nor ours.
   */
  public static SortedMap<String, String> bytes(Path folder) throws IOException {
    SortedMap<String, String> bytes = new TreeMap<>();
    List<Path> all = new ArrayList<>(List.of(folder.resolve(".git/index")));
    try (Stream<Path> top = Files.list(folder)) {
      // In the others files come and go meanwhile.
      for (Path entry :
          top.filter(path -> !OTHERS.contains(path.getFileName().toString())).toList()) {
        try (Stream<Path> files = Files.walk(entry)) {
          files.filter(Files::isRegularFile).forEach(all::add);
        }
      }
    }
    for (Path file : all) {
      bytes.put(
          folder.relativize(file).toString(),
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
              + " "
              + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return bytes;
  }
}
