package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.session.SessionId;
import dev.orch.operation.Endings;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.preserve.GitPreservedWorktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A worktree with work of every kind, and what takes it into the trash: ended before any step. */
abstract class BurialBench {
  static final SessionId SESSION = new SessionId("k3v9m2p7qd");

  @TempDir Path folder;
  final Endings endings = new Endings();
  GitRepository user;
  GitRepository its;
  Repository repository;
  WorktreeRequest request;
  GitWorktrees worktrees;
  GitPreservedWorktrees preserved;
  GitBurial git;
  Burial burial;

  @BeforeEach
  void makeWorktree() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    user = project(home);
    git = GitBurial.of(new RepositoryLocks(), home, folder.resolve("scratch"));
    worktrees = git.worktrees();
    preserved = git.preserved();
    repository = worktrees.open(user.folder());
    burial = git.burial(endings::before);
    Files.writeString(repository.commonGitDir().resolve("info/exclude"), "/.orchestrator/\n.env\n");
    request =
        new WorktreeRequest(
            SESSION,
            user.folder().resolve(".orchestrator/worktrees").resolve(SESSION.value()),
            new BranchName("orch/claude/app/" + SESSION),
            user.commitOf("main"));
    Files.createDirectories(request.path().getParent());
    worktrees.create(repository, request, request.base(), Map.of());
    its = user.in(request.path());
    its.write("committed.txt", "own").commit("own work");
    its.write("README.md", "changed").write("new.txt", "new").write(".env", "KEY=1");
    its.write("staged.txt", "staged").git("add", "staged.txt");
    GitRepository nested = user.in(Files.createDirectory(request.path().resolve("nested")));
    nested.git("init", "--quiet");
    nested.write("inner.txt", "inner");
  }

  GitRepository project(Path home) {
    return GitRepository.withCommit(folder.resolve("app"), home);
  }

  Kept kept() {
    return GitBurial.kept(repository, request, its.commitOf("HEAD"));
  }

  String status() {
    return its.git("status", "--porcelain=v2", "--branch", "-z", "-uall");
  }

  void endedAnywhere(Runnable work) {
    endings.endedAnywhere(work);
  }

  void buryUntil(String step, Kept kept) {
    Burial ended =
        meanwhile(
            step,
            () -> {
              throw new Endings.KilledError();
            });
    assertThatThrownBy(() -> ended.bury(request.session(), kept, false))
        .isInstanceOf(Endings.KilledError.class);
  }

  /** One in which something happens right before a step, the first time that it comes to it. */
  Burial meanwhile(String step, Runnable happens) {
    AtomicBoolean happened = new AtomicBoolean();
    return git.burial(name -> {
      if (name.equals(step) && !happened.getAndSet(true)) {
        happens.run();
      }
      endings.before(name);
    });
  }

  Kept of(int number, boolean whole, boolean movable) {
    return new Kept(
        kept().trashId(),
        kept().folder(),
        Kept.Home.of(repository),
        Kept.Tree.of(request, user.commitOf(request.branch().value()), whole),
        number,
        movable);
  }

  String listed() {
    return user.git("worktree", "list", "--porcelain");
  }
}
