package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.WorktreesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon may die at any point of making a worktree; the next one makes the same. */
class HalfMadeWorktreeTest extends WorktreesFixture {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private final List<Long> hanging = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void whatHangsIsEnded() throws Exception {
    hanging.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }

  /** How far a killed {@code git worktree add} had come. */
  enum Stage {
    FOLDER_OF_ADMIN,
    LOCK,
    FOLDER,
    POINTER,
    GIT_FILE,
    HEAD_WITHOUT_COMMIT,
    COMMON_DIR,
    REGISTERED,
    PARTLY_CHECKED_OUT;

    boolean reaches(Stage other) {
      return compareTo(other) >= 0;
    }
  }

  private void leaveBehind(WorktreeRequest request, Stage stage) throws IOException {
    Path admin = repository.commonGitDir().resolve("worktrees/" + request.session());
    Files.createDirectories(admin);
    if (stage.reaches(Stage.LOCK)) {
      Files.writeString(admin.resolve("locked"), AdminFolder.PREPARING + "\n");
    }
    if (stage.reaches(Stage.FOLDER)) {
      Files.createDirectories(request.path());
    }
    if (stage.reaches(Stage.POINTER)) {
      Files.writeString(admin.resolve("gitdir"), request.path().resolve(".git") + "\n");
    }
    if (stage.reaches(Stage.GIT_FILE)) {
      Files.writeString(request.path().resolve(".git"), "gitdir: " + admin + "\n");
    }
    if (stage.reaches(Stage.HEAD_WITHOUT_COMMIT)) {
      Files.writeString(admin.resolve("HEAD"), "0".repeat(40) + "\n");
    }
    if (stage.reaches(Stage.COMMON_DIR)) {
      Files.writeString(admin.resolve("commondir"), "../..\n");
    }
    if (stage.reaches(Stage.REGISTERED)) {
      Files.writeString(admin.resolve("HEAD"), "ref: refs/heads/" + request.branch() + "\n");
    }
    if (stage.reaches(Stage.PARTLY_CHECKED_OUT)) {
      Files.writeString(request.path().resolve("README.md"), "hal");
      Files.writeString(admin.resolve("index.lock"), "");
    }
  }

  private void assertThatItIsWhole(WorktreeRequest request) {
    assertThat(request.path().resolve("README.md")).hasContent("hello\n");
    assertThat(at(request).git("status", "--porcelain=v2")).isEmpty();
    assertThat(worktrees.head(repository, request.path()).branch())
        .isEqualTo(request.branch().value());
    assertThat(worktrees.list(repository)).hasSize(1);
    assertThat(repository.commonGitDir().resolve("worktrees").toFile().list()).hasSize(1);
    assertThat(user.git("for-each-ref", "--format=%(refname)").lines())
        .containsExactly(
            "refs/heads/main",
            "refs/heads/" + request.branch(),
            "refs/orch/owned/" + request.session());
  }

  @ParameterizedTest
  @EnumSource
  void whatAKilledGitLeftIsMadeGood(Stage stage) throws Exception {
    WorktreeRequest request = request(SESSION);
    user.git("branch", request.branch().value());
    user.git("update-ref", "refs/orch/owned/" + SESSION, request.base());
    leaveBehind(request, stage);

    create(request);

    assertThatItIsWhole(request);
  }

  @ParameterizedTest
  @EnumSource
  void whatAKilledGitLeftIsMadeGoodEvenIfTheBranchIsGone(Stage stage) throws Exception {
    WorktreeRequest request = request(SESSION);
    leaveBehind(request, stage);

    create(request);

    assertThatItIsWhole(request);
  }

  @Test
  void aDaemonThatDiesBeforeAnyOfItsGitCommandsIsFollowedByOneThatFinishes() throws Exception {
    boolean reached = true;
    int step = 1;
    for (; reached; step++) {
      WorktreeRequest request = request(new SessionId("0000000%03d".formatted(step)));
      reached = startAndDieAt(step, request);
      worktrees.create(repository, request, request.base(), Map.of());
      assertThat(at(request).git("status", "--porcelain=v2")).isEmpty();
      assertThat(request.path().resolve("README.md")).hasContent("hello\n");
      assertThat(user.commitOf(request.branch().value())).isEqualTo(request.base());
    }
    assertThat(step).isGreaterThan(6);
    assertThat(worktrees.list(repository)).hasSize(step - 1);
  }

  @Test
  void aDaemonThatDiesWhileItSetsAMovedWorktreeAsideLeavesItOnNoBranch() throws Exception {
    boolean reached = true;
    for (int step = 1; reached; step++) {
      WorktreeRequest request = request(new SessionId("0000000%03d".formatted(step)));
      create(request);
      Path away = temp.resolve("moved-" + step);
      GitRepository moved = user.in(Files.move(request.path(), away));

      reached = startAndDieAt(step, request);
      create(request);

      moved.git("commit", "--quiet", "--allow-empty", "-m", "of the moved one");
      assertThat(user.commitOf(request.branch().value())).as("%d", step).isEqualTo(request.base());
      assertThat(at(request).git("status", "--porcelain")).isEmpty();
    }
  }

  /** A creation whose git stops for ever at one step, as if its daemon had died there. */
  private boolean startAndDieAt(int step, WorktreeRequest request) throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin-" + step));
    Path hung = bin.resolve("hung");
    Worktrees dying =
        worktreesOf(
            bin,
            """
            case " $* " in *" config --list "*) exec %1$s "$@";; esac
            echo x >>'%2$s/steps'
            if [ "$(wc -l <'%2$s/steps')" -eq %3$d ]; then
              echo $$ >'%2$s/hung.new'
              mv '%2$s/hung.new' '%2$s/hung'
              exec sleep 300
            fi
            exec %1$s "$@"
            """
                .formatted(realGit(), bin, step));
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                dying.create(repository, request, request.base(), Map.of());
              } catch (WorktreeFailedException _) {
                // The killed command; by then the test has seen what it came for.
              }
            });
    await(() -> Files.exists(hung) || !thread.isAlive());
    if (!Files.exists(hung)) {
      return false;
    }
    hanging.add(Long.parseLong(Files.readString(hung).strip()));
    threads.add(thread);
    return true;
  }

  /** Worktrees whose git is a script. */
  private Worktrees worktreesOf(Path bin, String script) throws IOException {
    Path git = Files.createDirectories(bin).resolve("git");
    Files.writeString(git, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwx------"));
    String path = bin + ":" + System.getenv("PATH");
    return new GitWorktrees(Git.of(GitRepository.environment(temp.resolve("home"), path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The disk is full, or a required filter fails.
        "case \" $* \" in *' reset '*) echo full >&2; exit 128;; esac; exec %s \"$@\"",
        "case \" $* \" in *' reset '*) %1$s \"$@\"; exit 137;; esac; exec %1$s \"$@\"",
        "case \" $* \" in *' worktree add '*) %1$s \"$@\"; exit 137;; esac; exec %1$s \"$@\"",
        "case \" $* \" in *' worktree add '*) exit 1;; esac; exec %1$s \"$@\"",
        "case \" $* \" in *' --show-toplevel '*) echo /;; *) exec %1$s \"$@\";; esac"
      })
  void aCreationThatFailsLeavesNothing(String script) throws Exception {
    WorktreeRequest request = request(SESSION);
    Worktrees failing = worktreesOf(temp.resolve("bin"), script.formatted(realGit()));

    assertThatThrownBy(() -> failing.create(repository, request, request.base(), Map.of()))
        .isInstanceOf(WorktreeFailedException.class)
        .hasNoSuppressedExceptions();

    assertThat(request.path()).doesNotExist();
    assertThat(repository.commonGitDir().resolve("worktrees/" + SESSION)).doesNotExist();
    assertThat(user.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main\n");
  }

  @Test
  void aFailedResumeKeepsTheBranchAndItsCommits() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("mine.txt", "mine\n").commit("mine");
    String tip = at(request).commitOf("HEAD");
    deleteTree(request.path());
    Worktrees failing =
        worktreesOf(
            temp.resolve("bin"),
            "case \" $* \" in *' reset '*) exit 128;; esac; exec " + realGit() + " \"$@\"");

    assertThatThrownBy(() -> failing.create(repository, request, tip, Map.of()))
        .isInstanceOf(WorktreeFailedException.class);

    assertThat(user.commitOf(request.branch().value())).isEqualTo(tip);
    worktrees.create(repository, request, tip, Map.of());
    assertThat(request.path().resolve("mine.txt")).hasContent("mine\n");
  }

  @Test
  void everyGitOfACreationCarriesTheMarksByWhichItIsFound() throws Exception {
    WorktreeRequest request = request(SESSION);
    Path seen = temp.resolve("seen");
    Worktrees watched =
        worktreesOf(
            temp.resolve("bin"),
            "echo \"$ORCH_RUN\" >>'%s'; exec %s \"$@\"".formatted(seen, realGit()));

    watched.create(repository, request, request.base(), Map.of("ORCH_RUN", "0123456789/1"));

    assertThat(Files.readAllLines(seen)).hasSizeGreaterThan(6).containsOnly("0123456789/1");
    watched.head(repository, request.path());
    assertThat(Files.readAllLines(seen)).contains("");
  }

  private static String realGit() {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, "git"))) {
        return Path.of(folder, "git").toString();
      }
    }
    throw new IllegalStateException("no git on PATH");
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
