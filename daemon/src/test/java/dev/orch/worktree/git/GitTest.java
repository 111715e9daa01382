package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.SearchPath;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.GitUnsupportedException;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitTest {
  @TempDir Path temp;

  private Git git(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.putIfAbsent("PATH", System.getenv("PATH"));
    environment.put("HOME", temp.toString());
    return Git.of(environment);
  }

  /** A git that runs a line of shell: what a hanging or talkative command would do. */
  private GitCall shell(String line, Duration atMost) {
    GitPlace place = GitPlace.anywhereAbove(temp).configured("alias.sh", "!" + line);
    return new GitCall(place, List.of("sh"), "", null, null, atMost, StandardCharsets.UTF_8);
  }

  @Test
  void nothingOfTheCallersGitReachesGit() {
    Git git =
        git(
            Map.of(
                "GIT_DIR", "/elsewhere",
                "GIT_INDEX_FILE", "/elsewhere",
                "GIT_SSH_COMMAND", "evil",
                "GIT_CONFIG_PARAMETERS", "'core.pager=evil'",
                "SECRET_TOKEN", "secret",
                "XDG_CONFIG_HOME", "/config"));

    GitResult seen = git.require(shell("env", Duration.ofSeconds(30)));

    assertThat(seen.out())
        .contains("XDG_CONFIG_HOME=/config", "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
        .doesNotContain("elsewhere", "evil", "secret", "GIT_DIR=");
  }

  @Test
  void settingsAreReadBeforeWhatTheyCouldMakeRunAndBeforeNothingElse() throws IOException {
    Path log = temp.resolve("log");
    Path real = SearchPath.of(System.getenv("PATH")).find("git").orElseThrow();
    Path logging = temp.resolve("git");
    Files.writeString(logging, "#!/bin/sh\necho >>%s\nexec %s \"$@\"\n".formatted(log, real));
    Files.setPosixFilePermissions(logging, PosixFilePermissions.fromString("rwx------"));
    Git git = git(Map.of("PATH", temp + ":" + System.getenv("PATH")));
    GitPlace place = GitPlace.checkout(GitRepository.withCommit(temp.resolve("r"), temp).folder());
    Map<String, Integer> processes = new LinkedHashMap<>();
    for (String line :
        List.of(
            "ls-files --stage",
            "ls-files --modified",
            "worktree list",
            "worktree prune",
            "hash-object --no-filters README.md",
            "hash-object README.md",
            "commit-tree -m words HEAD^{tree}")) {
      Files.deleteIfExists(log);
      git.run(GitCall.at(place, line.split(" ")));
      processes.put(line, Files.readAllLines(log).size());
    }

    assertThat(processes)
        .containsExactly(
            Map.entry("ls-files --stage", 1),
            Map.entry("ls-files --modified", 2),
            Map.entry("worktree list", 1),
            Map.entry("worktree prune", 2),
            Map.entry("hash-object --no-filters README.md", 1),
            Map.entry("hash-object README.md", 2),
            Map.entry("commit-tree -m words HEAD^{tree}", 1));
  }

  @Test
  void aSessionOfItsOwnIsForWhatStartsOthersAndForAllWhereATerminalIs() throws IOException {
    Path log = temp.resolve("log");
    Path real = SearchPath.of(System.getenv("PATH")).find("setsid").orElseThrow();
    Path logging = temp.resolve("setsid");
    Files.writeString(
        logging, "#!/bin/sh\necho \"$2\" >>%s\nexec %s \"$@\"\n".formatted(log, real));
    Files.setPosixFilePermissions(logging, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> environment = Map.of("PATH", temp + ":" + System.getenv("PATH"));
    GitPlace place = GitPlace.anywhereAbove(Path.of("/"));

    for (boolean hasTerminal : List.of(false, true)) {
      Git git = Git.of(environment, hasTerminal);
      git.run(GitCall.at(place, "rev-parse", "--local-env-vars"));
      git.run(GitCall.at(place, "check-ref-format", "refs/a"));
    }

    assertThat(log).hasContent("check-ref-format\nrev-parse\nconfig\ncheck-ref-format");
  }

  @Test
  void aGitThatWasReplacedWhileItRunsIsFound() throws Exception {
    // Any program whose file is called so; it waits for an end of its input that never comes.
    Path program = Files.copy(Path.of("/bin/bash"), temp.resolve("git"));
    Path other = Files.copy(program, temp.resolve("git-not"));
    Process replaced = new ProcessBuilder(program.toString(), "-c", "read -r line").start();
    Process another = new ProcessBuilder(other.toString(), "-c", "read -r line").start();
    try {
      assertThat(Git.listRunning()).contains(replaced.pid()).doesNotContain(another.pid());
      Files.delete(program);

      assertThat(Git.listRunning()).contains(replaced.pid());
    } finally {
      replaced.destroyForcibly().waitFor();
      another.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
    assertThatATimeOutEndsAll(git(Map.of()));
  }

  @Test
  void whatIsEndedLeavesNoLockBehind() throws Exception {
    Path lock = temp.resolve(".git/refs/heads/half.lock");
    Path seen = temp.resolve("seen");
    String waiting =
        """
        git init -q . && git -c user.name=a -c user.email=b@c commit -q --allow-empty -m base &&
        { printf 'start\\ncreate refs/heads/half HEAD\\nprepare\\n'
          until test -f '%s'; do sleep 0.02; done
          touch '%s'; sleep 300; } | git update-ref --stdin\
        """
            .formatted(lock, seen);
    interruptOnce(seen, waiting);

    assertThat(seen).exists();
    assertThat(lock).doesNotExist();
  }

  @Test
  void whoseCallerIsInterruptedMayEndByItself() throws Exception {
    Path begun = temp.resolve("begun");
    Path ended = temp.resolve("ended");
    String line = "touch '%s'; sleep 0.5; touch '%s'".formatted(begun, ended);

    interruptOnce(begun, line);

    assertThat(ended).exists();
  }

  /** Interrupts who runs the line once a file is there, and waits for its end. */
  private void interruptOnce(Path seen, String line) throws InterruptedException {
    Git git = git(Map.of());
    Thread running = Thread.ofVirtual().start(() -> runToItsEnd(git, line));
    while (running.isAlive() && !Files.exists(seen)) {
      LockSupport.parkNanos(1_000_000);
    }
    running.interrupt();
    running.join();
  }

  private void runToItsEnd(Git git, String line) {
    assertThatThrownBy(() -> git.run(shell(line, Duration.ofMinutes(1))))
        .hasMessageContaining("interrupted");
  }

  @Test
  void withoutSetsidItIsEndedToo() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    for (String program : List.of("git", "sh", "sleep")) {
      Files.createSymbolicLink(bin.resolve(program), onPath(program));
    }

    assertThatATimeOutEndsAll(git(Map.of("PATH", bin.toString())));
  }

  private void assertThatATimeOutEndsAll(Git git) throws Exception {
    Path pid = temp.resolve("pid");
    String line = "sh -c 'echo $$ >" + pid + "; sleep 300; true'; true";

    assertThatThrownBy(() -> git.run(shell(line, Duration.ofSeconds(5))))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining("PT5S");

    Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    left.ifPresent(process -> process.onExit().join());
    assertThat(left.filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static Path onPath(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anInterruptEndsItAndStaysSet() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> git(Map.of()).run(shell("sleep 300", Duration.ofMinutes(1))))
        .isInstanceOf(WorktreeFailedException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void moreOutputThanCanBeKeptIsAFailure() {
    assertThatThrownBy(
            () -> git(Map.of()).run(shell("head -c 20000000 /dev/zero", Duration.ofSeconds(30))))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining("more than can be read");
  }

  @Test
  void whatGitLeavesBehindDoesNotSpoilItsAnswer() throws Exception {
    GitResult result =
        git(Map.of()).run(shell("{ sleep 300 & } && echo $! said", Duration.ofSeconds(30)));

    assertThat(result.ok()).isTrue();
    assertThat(result.value()).endsWith(" said");
    long left = Long.parseLong(result.value().split(" ", 2)[0]);
    ProcessHandle.of(left).ifPresent(process -> process.onExit().join());
  }

  @Test
  void anAnswerThatSomebodyStillHoldsOpenIsNone() throws Exception {
    Path pid = temp.resolve("pid");
    String line =
        "echo half; setsid sh -c 'echo $$ >"
            + pid
            + "; exec sleep 300' & until test -s "
            + pid
            + "; do sleep 0.02; done";

    try {
      assertThatThrownBy(() -> git(Map.of()).run(shell(line, Duration.ofSeconds(30))))
          .isInstanceOf(WorktreeFailedException.class)
          .hasMessageContaining("output");
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void whatGitDoesNotReadKeepsNobodyWaiting() {
    GitCall deaf = shell("sleep 300; true", Duration.ofSeconds(1)).saying("x".repeat(1_000_000));

    assertThatThrownBy(() -> git(Map.of()).run(deaf))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining("PT1S");
  }

  @Test
  void aFailureSaysWhatGitSaid() {
    GitCall call = GitCall.at(GitPlace.anywhereAbove(temp), "rev-parse", "HEAD");

    assertThatThrownBy(() -> git(Map.of()).require(call))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContainingAll("rev-parse", temp.toString(), "128", "not a git repository");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.38.0", "2.39.5 (Apple Git-154)", "2.100.1", "3.0.0-rc1"})
  void aGitThatIsNewEnoughIsTaken(String version) throws Exception {
    assertThatCode(git(Map.of("PATH", aGitOf(version)))::requireVersion).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.37.9", "1.99.0", "strange"})
  void anOldGitIsRefusedByTheVersionFound(String version) throws Exception {
    assertThatThrownBy(git(Map.of("PATH", aGitOf(version)))::requireVersion)
        .isInstanceOf(GitUnsupportedException.class)
        .hasMessageContainingAll(version, "2.38");
  }

  @Test
  void aMissingGitIsSaid() {
    assertThatThrownBy(() -> git(Map.of("PATH", temp.toString())))
        .isInstanceOf(GitUnsupportedException.class);
  }

  private String aGitOf(String version) throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path program = bin.resolve("git");
    Files.writeString(program, "#!/bin/sh\necho 'git version " + version + "'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return bin.toString();
  }
}
