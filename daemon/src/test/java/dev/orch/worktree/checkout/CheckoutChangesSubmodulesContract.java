package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.checkout.Obstacle.Why;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project with a submodule. */
public abstract class CheckoutChangesSubmodulesContract extends CheckoutChangesFixture {

  @BeforeEach
  void aSubmodule() {
    GitRepository source = GitRepository.withCommit(temp.resolve("source"), temp.resolve("home"));
    user.addSubmodule(source, "sub");
    begin();
  }

  @Test
  void oneThatNobodyMadeOrTouchedIsNoObstacle() {
    agent.write("new.txt", "x");

    assertThat(plan().obstacles()).isEmpty();
    assertThat(needed(plan())).containsExactly("ADDED new.txt");
  }

  @Test
  void oneThatWasMadeIsNoneEither() {
    agent.git("submodule", "--quiet", "update", "--init");
    agent.write("new.txt", "x");

    ChangePlan plan = plan();

    assertThat(plan.obstacles()).isEmpty();
    assertThat(plan.leftOut()).isEmpty();
    assertThat(needed(plan)).containsExactly("ADDED new.txt");
    apply();
    assertThat(checkout.resolve("new.txt")).hasContent("x");
    assertThat(checkout.resolve("sub/README.md")).hasContent("hello\n");
  }

  @Test
  void changesInsideOfOneAreLeftOutAndNamed() {
    agent.git("submodule", "--quiet", "update", "--init");
    agent.write("new.txt", "x").write("sub/README.md", "changed\n");

    ChangePlan plan = plan();

    assertThat(plan.leftOut())
        .containsExactly(new Obstacle(RawPath.of("sub"), Why.SUBMODULE_CHANGED));
    assertThat(plan.obstacles()).isEmpty();
    assertThat(needed(plan)).containsExactly("ADDED new.txt");
    assertThat(ChangePlan.parse(plan.text())).isEqualTo(plan);
  }

  @Test
  void aNewFileInsideOfOneIsLeftOutAndNamed() {
    agent.git("submodule", "--quiet", "update", "--init");
    agent.write("sub/untracked.txt", "x");

    assertThat(plan().leftOut())
        .containsExactly(new Obstacle(RawPath.of("sub"), Why.SUBMODULE_CHANGED));
  }

  @Test
  void anotherCommitOfItIsRefusedStagedOrNot() {
    agent.git("submodule", "--quiet", "update", "--init");
    agent.in(worktree.resolve("sub")).commit("its own");
    agent.write("new.txt", "x");

    assertThat(obstacles(plan())).isEqualTo(Map.of("sub", Why.SUBMODULE));
    agent.git("add", "sub");
    assertThat(obstacles(plan())).isEqualTo(Map.of("sub", Why.SUBMODULE));
  }

  @Test
  void allButTheSubmoduleComes() {
    agent.git("submodule", "--quiet", "update", "--init");
    agent.in(worktree.resolve("sub")).commit("its own");
    agent.write("new.txt", "x");

    ChangePlan plan = changes.plan(repository, changeBut("sub"));

    assertThat(plan.obstacles()).isEmpty();
    assertThat(needed(plan)).containsExactly("ADDED new.txt");
    assertThat(plan.leftOut()).containsExactly(new Obstacle(RawPath.of("sub"), Why.EXCEPTED));
  }

  @Test
  void oneThatWasAddedOrRemovedIsRefused() throws Exception {
    String commit = user.commitOf("HEAD");
    Files.createDirectory(worktree.resolve("more"));
    agent.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",more");
    agent.git("rm", "--quiet", "sub");

    assertThat(obstacles(plan()))
        .containsEntry("more", Why.SUBMODULE_ADDED)
        .containsEntry("sub", Why.SUBMODULE_REMOVED);
  }
}
