package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.LargeFileFilter;
import dev.orch.worktree.checkout.Obstacle.Why;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project that keeps files in Git LFS. */
public abstract class CheckoutChangesLargeFilesContract extends CheckoutChangesFixture {
  private LargeFileFilter filter;

  @BeforeEach
  void largeFiles() {
    filter = LargeFileFilter.of(user, temp);
    user.write("a.big", "a\n").write("b.big", "b\n").commit("large");
  }

  @Test
  void theirContentComesHomeAndIsUndone() throws Exception {
    SortedMap<String, String> before = everything();
    begin();
    agent.write("a.big", "changed\n").write("new.big", "new\n").write("text.txt", "mine\n");

    apply();

    assertThat(read("a.big")).isEqualTo("changed\n");
    assertThat(read("new.big")).isEqualTo("new\n");
    assertThat(user.git("diff", "a.big")).contains("+size 8");
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void anEditOfTheUsersIsInTheWay() {
    begin();
    agent.write("a.big", "changed\n");
    user.write("a.big", "edited\n");

    assertThat(obstacles(plan())).isEqualTo(Map.of("a.big", Why.EDITED));
  }

  @Test
  void oneWhoseContentIsMissingDoesNotHinderTheOthers() throws Exception {
    begin();
    agent.write("b.big", LargeFileFilter.POINTER + "oid sha256:" + "0".repeat(64) + "\nsize 3\n");
    agent.write("a.big", "changed\n");

    apply();

    assertThat(read("a.big")).isEqualTo("changed\n");
    assertThat(read("b.big")).startsWith(LargeFileFilter.POINTER);
  }

  @Test
  void withoutTheProgramTheyAreRefusedAndTheOthersAreNot() {
    filter.uninstall();
    begin();
    agent.write("text.txt", "mine\n");
    assertThat(plan().obstacles()).isEmpty();
    agent.write("a.big", "changed\n");

    assertThat(obstacles(plan())).isEqualTo(Map.of("a.big", Why.FILTER_HELD_BACK));
  }
}
