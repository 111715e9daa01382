package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worktree of the same repository that an agent made in its own: with an index and a commit. */
class WorktreeInsideBurialTest extends BurialBench {
  private GitRepository inside;
  private String commit;

  @BeforeEach
  void makeOneInside() {
    its.git("worktree", "add", "--quiet", "--detach", "tool/worktrees/sub");
    inside = user.in(request.path().resolve("tool/worktrees/sub"));
    commit = inside.write("sub.txt", "sub").commit("on no branch").commitOf("HEAD");
    inside.write("staged.txt", "staged").git("add", "staged.txt");
  }

  private void prune() {
    user.git("worktree", "prune", "--expire=now");
    user.git("gc", "--quiet", "--prune=now");
  }

  private void isAsItWas() {
    assertThat(inside.commitOf("HEAD")).isEqualTo(commit);
    assertThat(inside.git("status", "--porcelain")).isEqualTo("A  staged.txt\n");
    assertThat(inside.git("show", ":staged.txt")).isEqualTo("staged");
    assertThat(listed()).contains(inside.folder().toString()).doesNotContain("in the trash");
  }

  @Test
  void keepsItsIndexAndItsCommits() {
    Kept kept = kept();

    endedAnywhere(() -> burial.bury(SESSION, kept, false));
    assertThat(request.path()).doesNotExist();
    prune();
    endedAnywhere(() -> burial.restore(SESSION, kept));
    prune();

    isAsItWas();
  }

  @Test
  void keepsThemWhereItIsIgnored() {
    its.write(".gitignore", "tool/\n");
    Kept kept = kept();

    burial.bury(SESSION, kept, false);
    prune();
    burial.restore(SESSION, kept);

    isAsItWas();
  }

  @Test
  void keepsThemInAFolderThatIsTakenWhole() {
    Kept whole = of(0, true, true);

    endedAnywhere(() -> burial.bury(SESSION, whole, false));
    prune();
    endedAnywhere(() -> burial.restore(SESSION, whole));

    isAsItWas();
  }

  @Test
  void keepsThemWhenItComesLate() {
    Kept kept = kept();
    Burial meanwhile =
        meanwhile(
            "give up the worktree",
            () -> its.git("worktree", "add", "--quiet", "--detach", "late", commit));

    meanwhile.bury(SESSION, kept, false);
    prune();
    burial.restore(SESSION, kept);

    isAsItWas();
    assertThat(user.in(request.path().resolve("late")).commitOf("HEAD")).isEqualTo(commit);
  }

  @Test
  void keepsWhatIsUnderWayInIt() {
    user.write("sub.txt", "theirs").commit("theirs");
    assertThat(inside.tryGit("rebase", "--autostash", "main").exit()).isNotZero();
    Kept kept = kept();

    endedAnywhere(() -> burial.bury(SESSION, kept, false));
    forgetReflogs();
    endedAnywhere(() -> burial.restore(SESSION, kept));
    prune();

    inside.git("rebase", "--abort");
    isAsItWas();
  }

  @Test
  void keepsItInAFolderThatIsTakenWhole() {
    user.write("sub.txt", "theirs").commit("theirs");
    assertThat(inside.tryGit("rebase", "--autostash", "main").exit()).isNotZero();
    Kept whole = of(0, true, true);

    endedAnywhere(() -> burial.bury(SESSION, whole, false));
    forgetReflogs();
    endedAnywhere(() -> burial.restore(SESSION, whole));
    prune();

    inside.git("rebase", "--abort");
    isAsItWas();
  }

  @Test
  void keepsTheLockThatItHad() {
    user.git("worktree", "lock", inside.folder().toString());
    Kept kept = kept();

    burial.bury(SESSION, kept, false);
    prune();
    burial.restore(SESSION, kept);

    isAsItWas();
    assertThat(repository.commonGitDir().resolve("worktrees/sub/locked")).isEmptyFile();
  }

  /** Twice under the same name; and at the restore something else has it again. */
  @Test
  void followsAFolderThatGetsANameBesideAnother() {
    Kept kept = kept();
    Path place = inside.folder();
    Burial meanwhile =
        meanwhile(
            "give up the worktree",
            () -> its.git("worktree", "add", "--quiet", "--detach", place.toString(), commit));

    meanwhile.bury(SESSION, kept, false);
    prune();
    Burial taken = meanwhile("move back", () -> its.write("tool/worktrees/sub", "a file"));
    taken.restore(SESSION, kept);
    prune();

    inside = user.in(place.resolveSibling("sub.from-trash"));
    isAsItWas();
    GitRepository later = user.in(place.resolveSibling("sub.later"));
    assertThat(later.commitOf("HEAD")).isEqualTo(commit);
    assertThat(listed()).contains(later.folder().toString());
  }

  private void forgetReflogs() {
    user.git("reflog", "expire", "--expire=now", "--all");
    prune();
  }

  @Test
  void goesForGoodWithTheRest() {
    Kept kept = kept();
    burial.bury(SESSION, kept, false);

    endedAnywhere(() -> burial.letGo(SESSION, kept));

    assertThat(user.git("worktree", "list").lines()).hasSize(1);
  }
}
