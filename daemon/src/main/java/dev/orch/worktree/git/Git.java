package dev.orch.worktree.git;

import dev.orch.domain.operation.SearchPath;
import dev.orch.worktree.GitUnsupportedException;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  /**
   * Answered from refs, objects and settings alone, and writing at most an object: no filter,
   * driver or hook is asked, so that as long as nothing is fetched no setting runs. What compares
   * contents, writes the index or moves a ref is none of them.
   */
  private static final Set<String> PURE =
      Set.of(
          "cat-file",
          "commit-tree",
          "config",
          "for-each-ref",
          "merge-base",
          "mktree",
          "rev-list",
          "rev-parse",
          "show-ref",
          "symbolic-ref");

  /** What would have a listing of the index look into files. */
  private static final Set<String> COMPARING = Set.of("-m", "--modified", "-d", "--deleted");

  /** Git dies of what another git is just doing to the same repository; a moment later it works. */
  private static final Pattern RACED =
      Pattern.compile("commondir|cannot lock ref|could not lock config|\\.lock': File exists");

  /** A command whose first word needs no shell to be understood. */
  private static final Pattern PROGRAM = Pattern.compile("([\\w./+-]+)(\\s.*)?", Pattern.DOTALL);

  /** By any path; Linux says so where the file was replaced since. */
  private static final Pattern GIT = Pattern.compile("(.*/)?git( \\(deleted\\))?", Pattern.DOTALL);

  /**
   * With pauses that double, five seconds: one of a daemon before may be slow on a busy machine.
   */
  private static final int ATTEMPTS = 8;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(40);

  private final Map<String, String> environment;

  /** What starts it for a command that is {@link #PURE}, and for any other. */
  private final List<String> pure;

  private final List<String> any;

  private Git(Map<String, String> environment, List<String> pure, List<String> any) {
    this.environment = environment;
    this.pure = pure;
    this.any = any;
  }

  /**
   * The process ids of all gits that run now, as far as this user is told: all of this user, in
   * this container. Of another user's the name is seen where the system shows command lines.
   */
  public static List<Long> listRunning() {
    return ProcessHandle.allProcesses()
        .filter(one -> program(one.info()).filter(Git::isGit).isPresent())
        .map(ProcessHandle::pid)
        .toList();
  }

  /** The file that it was started from, which is not told of another user's process. */
  private static Optional<String> program(ProcessHandle.Info process) {
    return process.command().or(() -> process.commandLine().map(line -> line.split("\\s", 2)[0]));
  }

  private static boolean isGit(String program) {
    return GIT.matcher(program).matches();
  }

  /**
   * The first git on the {@code PATH} of an environment.
   *
   * @param environment of the caller; what git must not see of it is left out here
   * @throws GitUnsupportedException if there is none
   */
  public static Git of(Map<String, String> environment) {
    return of(environment, hasTerminal());
  }

  /** Whether this process has one, from which a Ctrl-C reaches all that it starts; see tty(4). */
  private static boolean hasTerminal() {
    try (InputStream _ = Files.newInputStream(Path.of("/dev/tty"))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * The same. A git that starts nothing needs no process session of its own, as long as nobody
   * interrupts it from a terminal: that is the start of one program less, for most that are run.
   */
  static Git of(Map<String, String> environment, boolean hasTerminal) {
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
    SearchPath places = SearchPath.of(path);
    String program =
        places
            .find("git")
            .map(Path::toString)
            .orElseThrow(() ->
                new GitUnsupportedException("git was not found on PATH (%s)".formatted(path)));
    List<String> apart =
        Stream.concat(places.find("setsid").map(Path::toString).stream(), Stream.of(program))
            .toList();
    return new Git(Map.copyOf(scrubbed), hasTerminal ? apart : List.of(program), apart);
  }

  /** The same git, with variables that it and all that it starts carry. */
  public Git carrying(Map<String, String> marks) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(marks);
    return new Git(Map.copyOf(all), pure, any);
  }

  /**
   * Makes sure that git is new enough.
   *
   * @throws GitUnsupportedException if not, naming the version found
   */
  public void requireVersion() {
    GitCall version = GitCall.at(GitPlace.anywhereAbove(Path.of("/")), "version");
    String found = GitProcess.run(version, pure, environment).value();
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
  public GitResult run(GitCall call) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(call.place().environment());
    all.putAll(GitConfigGuard.always());
    if (isPure(call.arguments())) {
      all.put("GIT_ALLOW_PROTOCOL", "none");
      return GitProcess.run(call, pure, all);
    }
    GitResult settings = GitProcess.run(settings(call.place()), pure, all);
    if (!settings.ok()) {
      return settings;
    }
    all.putAll(GitConfigGuard.against(settings.fields(), this::isMissing));
    return GitProcess.run(call, any, all);
  }

  private static boolean isPure(List<String> arguments) {
    return switch (arguments.getFirst()) {
      case "hash-object" -> arguments.contains("--no-filters");
      case "ls-files" -> Collections.disjoint(arguments, COMPARING);
      case "worktree" -> arguments.get(1).equals("list");
      case String name -> PURE.contains(name);
    };
  }

  private static GitCall settings(GitPlace place) {
    return GitCall.at(place, "config", "--list", "--show-scope", "--includes", "-z");
  }

  /**
   * The names of those settings of the repository that could run a program and that no command here
   * follows; of the user's, those of Git LFS if its program is not there.
   *
   * @throws WorktreeFailedException if the configuration cannot be read
   */
  public Set<String> heldBack(GitPlace place) {
    return GitConfigGuard.heldBack(require(settings(place)).fields(), this::isMissing);
  }

  /** Whether a command of the configuration begins with a program that git would not find. */
  private boolean isMissing(String command) {
    Matcher named = PROGRAM.matcher(command.strip());
    if (!named.matches()) {
      return false;
    }
    Path name = Path.of(named.group(1));
    if (name.getNameCount() > 1) {
      return name.isAbsolute() && !SearchPath.isProgram(name);
    }
    return SearchPath.of(environment.getOrDefault("PATH", "")).find(name.toString()).isEmpty()
        && !SearchPath.isProgram(ownPrograms().resolve(name));
  }

  /** Where git looks first for what it starts. */
  private Path ownPrograms() {
    GitCall call = GitCall.at(GitPlace.anywhereAbove(Path.of("/")), "--exec-path");
    return Path.of(successful(call, GitProcess.run(call, pure, environment)).value());
  }

  /** Whether a question that git answers by its exit code is answered by yes. */
  public boolean says(GitPlace place, String... arguments) {
    return run(GitCall.at(place, arguments)).ok();
  }

  /**
   * Runs a command that has to succeed.
   *
   * @throws WorktreeFailedException with what git said
   */
  public GitResult require(GitCall call) {
    return successful(call, run(call));
  }

  /** The same, tried again when another git was in the way. */
  public GitResult requirePatiently(GitCall call) {
    return successful(call, runPatiently(call));
  }

  /** As {@link #run}, tried again when another git was in the way. */
  public GitResult runPatiently(GitCall call) {
    return runPatiently(call, pause -> LockSupport.parkNanos(pause.toNanos()));
  }

  /** The same, with who waits. */
  GitResult runPatiently(GitCall call, Consumer<Duration> waiting) {
    GitResult result = run(call);
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < ATTEMPTS && !result.ok() && RACED.matcher(result.err()).find(); i++) {
      waiting.accept(pause);
      pause = pause.multipliedBy(2);
      result = run(call);
    }
    return result;
  }

  private static GitResult successful(GitCall call, GitResult result) {
    if (!result.ok()) {
      throw failure(call, result);
    }
    return result;
  }

  /** What is thrown of a command that had to succeed and did not. */
  public static WorktreeFailedException failure(GitCall call, GitResult result) {
    return new WorktreeFailedException(
        "%s failed (exit %d): %s".formatted(call.name(), result.exit(), result.err().strip()));
  }
}
