package dev.orch.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real repository in a test's folder, driven by a git with a home of its own. */
public final class GitRepository {
  private final Path folder;
  private final Path home;

  private GitRepository(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /** A new repository on branch {@code main} without a commit. */
  public static GitRepository init(Path folder, Path home) {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(home);
      GitRepository repository = new GitRepository(folder.toRealPath(), home.toRealPath());
      repository.git("init", "--quiet", "--initial-branch=main");
      return repository;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new repository with one commit of one file, {@code README.md}. */
  public static GitRepository withCommit(Path folder, Path home) {
    return init(folder, home).write("README.md", "hello\n").commit("first");
  }

  /** A clone of this repository that has its newest commit and none before. */
  public GitRepository shallowClone(Path other) {
    git("clone", "--quiet", "--depth=1", "file://" + folder, other.toString());
    return in(other);
  }

  /** Commits another repository as a submodule, which may be fetched from a folder from then on. */
  public GitRepository addSubmodule(GitRepository source, String path) {
    git("config", "--global", "protocol.file.allow", "always");
    git("submodule", "--quiet", "add", source.folder().toString(), path);
    return commit("submodule " + path);
  }

  /** The same tools for another folder, a worktree for example. */
  public GitRepository in(Path other) {
    return new GitRepository(other, home);
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /**
   * The environment of a user whose home lies in the test's folder; what is set for all users of
   * the machine, a filter for example, has no part in it.
   */
  public static Map<String, String> environment(Path home) {
    return environment(home, System.getenv("PATH"));
  }

  /** As {@link #environment(Path)}, with programs of the test's own. */
  public static Map<String, String> environment(Path home, String path) {
    return Map.of("PATH", path, "HOME", home.toString(), "GIT_CONFIG_NOSYSTEM", "1");
  }

  /** Writes a file, its folders too. */
  public GitRepository write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits everything there is. */
  public GitRepository commit(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return this;
  }

  /** The commit a name means. */
  public String commitOf(String name) {
    return git("rev-parse", name + "^{commit}").strip();
  }

  /** Runs git here as the user would; what it prints, if it succeeds. */
  public String git(String... arguments) {
    Outcome outcome = tryGit(arguments);
    if (outcome.exit() != 0) {
      throw new IllegalStateException(
          "git " + String.join(" ", arguments) + " in " + folder + ": " + outcome.output());
    }
    return outcome.output();
  }

  /** Runs git here as the user would. */
  public Outcome tryGit(String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "git", "-c", "user.name=U", "-c", "user.email=u@example.org", "-c", "gc.auto=0"));
    argv.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(home));
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How it ended, and what it printed to both streams. */
  public record Outcome(int exit, String output) {}
}
