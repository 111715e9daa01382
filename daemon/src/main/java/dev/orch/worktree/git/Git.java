package dev.orch.worktree.git;

import dev.orch.domain.operation.SearchPath;
import dev.orch.worktree.GitUnsupportedException;
import dev.orch.worktree.WorktreeFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs git, and is the only place that does: by argument list, with an environment of its own, with
 * what the repository's configuration could execute made harmless, and for a bounded time. Any
 * thread may call it.
 */
public final class Git {
  private static final Pattern VERSION = Pattern.compile("git version (\\d+)\\.(\\d+).*");
  private static final int OLDEST_MAJOR = 2;
  private static final int OLDEST_MINOR = 38;

  /** What git and the helpers of the user's own configuration need; nothing named {@code GIT_…}. */
  private static final Set<String> PASSED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "TMPDIR",
          "SSH_AUTH_SOCK",
          "XDG_CONFIG_HOME",
          "XDG_CACHE_HOME",
          "XDG_DATA_HOME",
          "XDG_RUNTIME_DIR");

  /** Answered from refs and objects alone: as long as nothing is fetched, no setting runs. */
  private static final Set<String> PURE =
      Set.of(
          "cat-file",
          "for-each-ref",
          "merge-base",
          "rev-list",
          "rev-parse",
          "show-ref",
          "symbolic-ref");

  /** Git dies of what another git is just doing to the same repository; a moment later it works. */
  private static final Pattern RACED =
      Pattern.compile("commondir|cannot lock ref|could not lock config|\\.lock': File exists");

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(40);

  private final Map<String, String> environment;
  private final List<String> program;

  private Git(Map<String, String> environment, List<String> program) {
    this.environment = environment;
    this.program = program;
  }

  /**
   * The first git on the {@code PATH} of an environment.
   *
   * @param environment of the caller; what git must not see of it is left out here
   * @throws GitUnsupportedException if there is none
   */
  public static Git of(Map<String, String> environment) {
    Map<String, String> scrubbed = new HashMap<>(environment);
    scrubbed.keySet().retainAll(PASSED);
    scrubbed.put("LC_ALL", "C");
    scrubbed.put("GIT_OPTIONAL_LOCKS", "0");
    scrubbed.put("GIT_TERMINAL_PROMPT", "0");
    scrubbed.put("GIT_ASKPASS", "true");
    scrubbed.put("SSH_ASKPASS", "true");
    scrubbed.put("GIT_EDITOR", "true");
    scrubbed.put("GIT_PAGER", "cat");
    scrubbed.put("GIT_ALLOW_PROTOCOL", "https:ssh");
    String path = environment.getOrDefault("PATH", "");
    List<String> program = new ArrayList<>();
    SearchPath places = SearchPath.of(path);
    places.find("setsid").map(Path::toString).ifPresent(program::add);
    program.add(
        places
            .find("git")
            .map(Path::toString)
            .orElseThrow(() ->
                new GitUnsupportedException("git was not found on PATH (%s)".formatted(path))));
    return new Git(Map.copyOf(scrubbed), List.copyOf(program));
  }

  /** The same git, with variables that it and all that it starts carry. */
  Git carrying(Map<String, String> marks) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(marks);
    return new Git(Map.copyOf(all), program);
  }

  /**
   * Makes sure that git is new enough.
   *
   * @throws GitUnsupportedException if not, naming the version found
   */
  public void requireVersion() {
    GitCall version = GitCall.at(GitPlace.anywhereAbove(Path.of("/")), "version");
    String found = GitProcess.run(version, program, environment).value();
    if (!isNewEnough(found)) {
      throw new GitUnsupportedException(
          "found \"%s\", but git %d.%d or newer is needed"
              .formatted(found, OLDEST_MAJOR, OLDEST_MINOR));
    }
  }

  private static boolean isNewEnough(String versionLine) {
    Matcher version = VERSION.matcher(versionLine);
    if (!version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    return major > OLDEST_MAJOR
        || (major == OLDEST_MAJOR && Integer.parseInt(version.group(2)) >= OLDEST_MINOR);
  }

  /**
   * Runs a command. Its configuration is read just before, for what has to be made harmless; if
   * that fails, its failure is the answer and the command does not run.
   */
  GitResult run(GitCall call) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(call.place().environment());
    all.putAll(GitConfigGuard.always());
    if (PURE.contains(call.arguments().getFirst())) {
      all.put("GIT_ALLOW_PROTOCOL", "none");
      return GitProcess.run(call, program, all);
    }
    GitCall listing =
        GitCall.at(call.place(), "config", "--list", "--show-scope", "--includes", "-z");
    GitResult settings = GitProcess.run(listing, program, all);
    if (!settings.ok()) {
      return settings;
    }
    all.putAll(GitConfigGuard.against(settings.fields()));
    return GitProcess.run(call, program, all);
  }

  /** Whether a question that git answers by its exit code is answered by yes. */
  boolean says(GitPlace place, String... arguments) {
    return run(GitCall.at(place, arguments)).ok();
  }

  /**
   * Runs a command that has to succeed.
   *
   * @throws WorktreeFailedException with what git said
   */
  GitResult require(GitCall call) {
    return successful(call, run(call));
  }

  /** The same, tried again when another git was in the way. */
  GitResult requirePatiently(GitCall call) {
    GitResult result = run(call);
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < ATTEMPTS && !result.ok() && RACED.matcher(result.err()).find(); i++) {
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.multipliedBy(2);
      result = run(call);
    }
    return successful(call, result);
  }

  private static GitResult successful(GitCall call, GitResult result) {
    if (!result.ok()) {
      throw new WorktreeFailedException(
          "%s failed (exit %d): %s".formatted(call.name(), result.exit(), result.err().strip()));
    }
    return result;
  }
}
