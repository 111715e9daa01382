package dev.orch.cli.demo;

import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A small repository to work on.
 *
 * @param variables what git is run with
 */
record DemoRepository(Path folder, Map<String, String> variables) {

  /** Makes it, with one commit. */
  DemoRepository create() {
    git("init", "--quiet", "--initial-branch=main", folder.toString());
    try {
      Files.writeString(folder.resolve("README.md"), "# Shop\n\nA shop, for show.\n");
      Files.writeString(folder.resolve("prices.txt"), "apple 1\npear 2\n");
    } catch (IOException e) {
      throw CliException.refused("The demo's repository cannot be made: " + e.getMessage());
    }
    in("add", "--all");
    in(
        "-c",
        "user.name=Demo",
        "-c",
        "user.email=demo@example.invalid",
        "commit",
        "--quiet",
        "--message=A shop");
    return this;
  }

  /** What its checkout is: the commit, the branch, and every file that is not as committed. */
  String fingerprint() {
    return in("rev-parse", "HEAD")
        + in("symbolic-ref", "HEAD")
        + in("status", "--porcelain=v2", "--untracked-files=all");
  }

  /** What git status says, empty if there is nothing to say. */
  String status() {
    return in("status", "--porcelain=v1");
  }

  private String in(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-C", folder.toString()));
    all.addAll(List.of(arguments));
    return git(all.toArray(String[]::new));
  }

  private String git(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw CliException.refused("git %s failed: %s".formatted(arguments[0], said.strip()));
      }
      return said;
    } catch (IOException e) {
      throw CliException.refused("git cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted while git was running.");
    }
  }
}
