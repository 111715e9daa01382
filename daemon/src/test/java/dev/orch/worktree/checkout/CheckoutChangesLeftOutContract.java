package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A refusal names what is in the way; left out by those names, nothing of the user's is touched.
 */
public abstract class CheckoutChangesLeftOutContract extends CheckoutChangesFixture {

  /** By the names that the refusal has, which git may have made up. */
  private ChangePlan planWithoutWhatIsRefused() {
    ChangePlan refused = plan();
    assertThat(refused.obstacles()).isNotEmpty();
    String[] named =
        refused.obstacles().stream().map(one -> one.path().shown()).toArray(String[]::new);
    ChangePlan plan = changes.plan(repository, changeBut(named));
    assertThat(plan.obstacles()).isEmpty();
    assertThat(plan.leftOut()).extracting(one -> one.path().shown()).contains(named);
    return plan;
  }

  @Test
  void aFileThatBothHaveRenamedIsLeftOutByAllItsNames() {
    agent.git("mv", "gone.txt", "theirs.txt");
    agent.write("more.txt", "more\n").commit("renamed");
    user.git("mv", "gone.txt", "mine.txt");
    user.git("commit", "--quiet", "-m", "renamed");

    assertThat(needed(planWithoutWhatIsRefused())).containsExactly("ADDED more.txt");
  }

  @Test
  void aFileThatGitWouldMoveWithARenamedFolderStaysWhereItIs() {
    agent.git("mv", "dir", "docs");
    agent.git("commit", "--quiet", "-m", "renamed");
    user.write("dir/new.txt", "mine\n").commit("mine");

    assertThat(needed(planWithoutWhatIsRefused()))
        .contains("ADDED docs/a.txt")
        .noneMatch(one -> one.endsWith("new.txt"));
  }

  @Test
  void aFileThatTheSessionHasAFolderForStaysAsTheUserHasChangedIt() {
    agent.git("rm", "--quiet", "other.txt");
    agent.write("other.txt/inside.txt", "theirs\n").write("more.txt", "more\n").commit("a folder");
    user.write("other.txt", "mine\n").commit("mine");

    assertThat(needed(planWithoutWhatIsRefused())).containsExactly("ADDED more.txt");
  }
}
