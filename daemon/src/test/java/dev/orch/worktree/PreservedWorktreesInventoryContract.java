package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.WorktreeInventory.Kind;
import dev.orch.worktree.WorktreeInventory.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a worktree before it goes. */
public abstract class PreservedWorktreesInventoryContract extends PreservedWorktreesFixture {

  private WorktreeInventory inspect() {
    String users = checkout();
    Seen before = seen();
    WorktreeInventory there = preserved.inspect(repository, request);
    assertThat(seen()).isEqualTo(before);
    assertThat(checkout()).isEqualTo(users);
    return there;
  }

  private List<String> obstacles() {
    return inspect().obstacles().stream()
        .map(obstacle ->
            obstacle.path() == null
                ? obstacle.reason().name()
                : obstacle.reason() + " " + obstacle.path())
        .toList();
  }

  @Test
  void aFreshWorktreeHoldsNothingOfItsOwn() {
    WorktreeInventory there = inspect();

    assertThat(there.items()).isEmpty();
    assertThat(there.obstacles()).isEmpty();
    assertThat(there.commits()).isEqualTo(new WorktreeInventory.Commits(0, 0));
    assertThat(there.elsewhere()).isEmpty();
    assertThat(there.sizeBytes()).isPositive();
  }

  @Test
  void filesAreToldByKindWithTheirSizes() throws Exception {
    agent.write("text.txt", "12345").write("staged.txt", "123").git("add", "staged.txt");
    Files.delete(file("gone.txt"));
    agent.write("new/deep/file", "1").write("x.ignored", "12").write("build/a/b", "1234");
    Files.writeString(file("\u00ff"), "1");

    assertThat(inspect().items())
        .extracting(item -> item.kind() + " " + item.path() + " " + item.sizeBytes())
        .containsExactly(
            "CHANGED gone.txt 0",
            "CHANGED staged.txt 3",
            "CHANGED text.txt 5",
            "UNTRACKED new/deep/file 1",
            "UNTRACKED %FF 1",
            "IGNORED build/ 4",
            "IGNORED x.ignored 2");
  }

  @Test
  void commitsAreCountedThatNobodyElseHas() {
    agent.write("text.txt", "1").commit("one").write("text.txt", "2").commit("two");
    agent.git("checkout", "--quiet", "--detach");
    agent.write("text.txt", "3").commit("three");
    user.git("branch", "merged", request.branch() + "~1");

    assertThat(inspect().commits()).isEqualTo(new WorktreeInventory.Commits(2, 3));
  }

  @Test
  void isToldWhereElseTheBranchIsCheckedOut() {
    Path other = temp.resolve("other");
    user.git("worktree", "add", "--quiet", "--force", other.toString(), request.branch().value());

    assertThat(inspect().elsewhere()).containsExactly(other);
  }

  @Test
  void aMergeIsInTheWay() {
    diverge();
    agent.tryGit("merge", "other");

    assertThat(obstacles()).contains("MERGE", "UNMERGED text.txt");
  }

  @Test
  void aRebaseIsInTheWay() {
    diverge();
    agent.tryGit("rebase", "other");

    assertThat(obstacles()).contains("REBASE");
  }

  @Test
  void aCherryPickIsInTheWay() {
    diverge();
    agent.tryGit("cherry-pick", "other");

    assertThat(obstacles()).contains("CHERRY_PICK");
  }

  @Test
  void aRevertIsInTheWay() {
    agent.write("text.txt", "1\n").commit("one").write("text.txt", "2\n").commit("two");
    agent.tryGit("revert", "--no-edit", "HEAD~1");

    assertThat(obstacles()).contains("REVERT");
  }

  @Test
  void aBisectIsInTheWay() {
    agent.write("text.txt", "1\n").commit("one").write("text.txt", "2\n").commit("two");
    agent.git("bisect", "start", "HEAD", "HEAD~2");

    assertThat(obstacles()).contains("BISECT");
  }

  private void diverge() {
    agent.git("checkout", "--quiet", "-b", "other");
    agent.write("text.txt", "other\n").commit("other");
    agent.git("checkout", "--quiet", request.branch().value());
    agent.write("text.txt", "own\n").commit("own");
  }

  @Test
  void markedEntriesAreInTheWay() throws Exception {
    agent.write("new.txt", "x").git("add", "--intent-to-add", "new.txt");
    agent.git("update-index", "--skip-worktree", "text.txt");
    agent.git("update-index", "--assume-unchanged", "b/c.txt");

    assertThat(obstacles())
        .containsExactly(
            "SKIP_WORKTREE text.txt", "ASSUME_UNCHANGED b/c.txt", "INTENT_TO_ADD new.txt");
    Files.delete(file("new.txt"));
    assertThat(obstacles()).contains("INTENT_TO_ADD new.txt");
  }

  @Test
  void aSparseCheckoutIsInTheWay() {
    agent.git("sparse-checkout", "set", "b");

    assertThat(preserved.inspect(repository, request).obstacles())
        .extracting(WorktreeInventory.Obstacle::reason)
        .contains(Reason.SPARSE_CHECKOUT);
  }

  @Test
  void settingsAndRefsOfItsOwnAreInTheWay() {
    user.git("config", "extensions.worktreeConfig", "true");
    agent.git("config", "--worktree", "user.email", "its@example.org");
    agent.git("update-ref", "refs/worktree/mine", "HEAD");

    assertThat(obstacles()).containsExactly("OWN_SETTINGS", "OWN_REFS");
  }

  @Test
  void settingsThatEveryWorktreeGetsAreNotInTheWay() {
    user.git("config", "extensions.worktreeConfig", "true");
    user.git("config", "--worktree", "user.email", "all@example.org");
    worktrees.remove(repository, request);
    begin();

    assertThat(agent.git("config", "--worktree", "user.email")).isEqualTo("all@example.org\n");
    assertThat(obstacles()).isEmpty();
    user.git("config", "--worktree", "user.email", "others@example.org");
    assertThat(obstacles()).isEmpty();
    agent.git("config", "--worktree", "user.name", "its own");
    assertThat(obstacles()).containsExactly("OWN_SETTINGS");
  }

  @Test
  void aRepositoryInsideIsInTheWayWhileItsWorkIsNowhereElse() {
    GitRepository nested = GitRepository.withCommit(file("nested"), temp.resolve("home"));

    assertThat(obstacles()).containsExactly("NESTED_WORK nested");
    GitRepository remote = GitRepository.init(temp.resolve("remote"), temp.resolve("home"));
    remote.git("config", "receive.denyCurrentBranch", "ignore");
    nested.git("remote", "add", "origin", remote.folder().toString());
    nested.git("push", "--quiet", "origin", "main");
    nested.git("fetch", "--quiet", "origin");
    assertThat(obstacles()).isEmpty();
    nested.write("changed", "x");
    assertThat(inspect())
        .satisfies(there -> {
          assertThat(there.obstacles()).hasSize(1);
          assertThat(there.items())
              .extracting(WorktreeInventory.Item::kind)
              .containsExactly(Kind.NESTED);
        });
  }

  /** Its commits are in the repository; its index and what it has checked out would not be. */
  @Test
  void aWorktreeOfTheSameRepositoryInsideIsInTheWayAsWhatItIs() {
    agent.git("worktree", "add", "--quiet", "--detach", "tool/sub");
    agent.git("worktree", "add", "--quiet", "--detach", "build/sub");

    assertThat(obstacles())
        .containsExactly("WORKTREE_INSIDE build/sub", "WORKTREE_INSIDE tool/sub");
    assertThat(inspect().items())
        .extracting(WorktreeInventory.Item::kind)
        .containsExactly(Kind.IGNORED, Kind.NESTED, Kind.NESTED);
    agent.git("worktree", "remove", "tool/sub");
    agent.git("worktree", "remove", "build/sub");
    assertThat(obstacles()).isEmpty();
  }

  @Test
  void aRepositoryInAnIgnoredFolderIsFoundToo() {
    GitRepository.withCommit(file("build/dep"), temp.resolve("home"));

    assertThat(obstacles()).containsExactly("NESTED_WORK build/dep");
  }

  /** Nothing of a repository that an agent has made is run. */
  @Test
  void theConfigurationOfARepositoryInsideRunsNothing() {
    GitRepository nested = GitRepository.withCommit(file("nested"), temp.resolve("home"));
    nested.git("config", "core.fsmonitor", "touch " + temp.resolve("ran"));
    nested.git("config", "filter.x.clean", "touch " + temp.resolve("ran"));
    nested.write(".gitattributes", "* filter=x\n");

    preserved.inspect(repository, request);

    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void aSubmoduleIsInTheWayWhenItIsAtAnotherCommit() {
    GitRepository source = GitRepository.withCommit(temp.resolve("source"), temp.resolve("home"));
    agent.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        source.folder().toString(),
        "sub");
    agent.commit("submodule");

    assertThat(obstacles()).isEmpty();
    assertThat(inspect().items())
        .extracting(WorktreeInventory.Item::kind)
        .containsExactly(Kind.SUBMODULE);
    agent.in(file("sub")).write("x", "x").commit("its own");
    assertThat(obstacles()).containsExactly("NESTED_WORK sub");
  }

  @Test
  void aCutOffWorktreeIsToldAndOneThatIsGoneHoldsNothing() throws Exception {
    agent.write("text.txt", "work");
    Files.delete(file(".git"));
    assertThat(preserved.inspect(repository, request).obstacles())
        .extracting(WorktreeInventory.Obstacle::reason)
        .containsExactly(Reason.CUT_OFF);
    deleteTree(request.path());

    WorktreeInventory gone = preserved.inspect(repository, request);

    assertThat(gone.sizeBytes()).isZero();
    assertThat(gone.items()).isEmpty();
    assertThat(gone.obstacles()).isEmpty();
  }

  @Test
  void manyFilesAreToldQuickly() {
    for (int i = 0; i < 20_000; i++) {
      agent.write("build/%d/%d".formatted(i % 100, i), "x");
    }

    long start = System.nanoTime();
    WorktreeInventory there = preserved.inspect(repository, request);

    System.out.println("inspected in " + Duration.ofNanos(System.nanoTime() - start));
    assertThat(there.items()).hasSize(1);
    assertThat(there.items().getFirst().sizeBytes()).isEqualTo(20_000);
  }
}
