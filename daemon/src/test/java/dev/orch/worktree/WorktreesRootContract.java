package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a folder outside of the repositories is one of ours for worktrees. */
public abstract class WorktreesRootContract extends WorktreesFixture {
  private RuntimeFolder ours;
  private Path root;

  @BeforeEach
  void aRootThatIsNotThere() {
    ours = installation("ours");
    root = temp.resolve("deep/root");
  }

  @Test
  void itIsTakenIfItIsOursAlone() throws Exception {
    worktrees.requireWorktreeRoot(root, ours);
    assertThat(root).doesNotExist();
    worktrees.takeWorktreeRoot(root, ours);
    Files.createDirectory(root.resolve("my-app"));
    worktrees.takeWorktreeRoot(root, ours);
    assertThat(root.resolve(".owner")).hasContent("ours\n" + temp.resolve("ours"));

    assertThatItIsRefused(root, installation("theirs"))
        .isInstanceOf(RepositoryRefusedException.class)
        .hasMessageContainingAll(temp.resolve("ours") + ".", "delete " + root.resolve(".owner"));
  }

  @Test
  void whatIsNotForWorktreesIsRefusedAndStaysAsItIs() throws Exception {
    Path full = Files.createDirectory(temp.resolve("full"));
    Files.createFile(full.resolve("mine.txt"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("home"));
    for (Path unfit : List.of(full, link, user.folder().resolve("sub"))) {
      assertThatItIsRefused(unfit, ours)
          .isInstanceOf(WorktreeFailedException.class)
          .hasMessageContainingAll(unfit.toString(), "name another folder");
      assertThat(unfit.resolve(".owner")).doesNotExist();
    }
    assertThat(full.toFile().list()).containsExactly("mine.txt");
    assertThat(user.folder().resolve("sub")).doesNotExist();
  }

  @Test
  void whatAKillLeftWhileItWasTakenIsNoneOfAnybodysFiles() throws Exception {
    Files.createDirectories(root);
    Files.writeString(root.resolve(".owner.ours.new"), "half");

    worktrees.requireWorktreeRoot(root, ours);
    worktrees.takeWorktreeRoot(root, ours);

    assertThat(root.toFile().list()).containsExactly(".owner");
    // Killed behind the link.
    Files.createLink(root.resolve(".owner.ours.new"), root.resolve(".owner"));
    worktrees.takeWorktreeRoot(root, ours);
    assertThat(root.toFile().list()).containsExactly(".owner");
  }

  @Test
  void oneThatVanishedIsNotBegunAnewUntilTheDaemonIs() throws Exception {
    worktrees.takeWorktreeRoot(root, ours);
    deleteTree(root);

    assertThatItIsRefused(root, ours)
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContainingAll(root.toString(), "bring it back");
    assertThat(root).doesNotExist();

    Worktrees ofTheNextDaemon = worktrees(temp.resolve("home"));
    assertThatCode(() -> ofTheNextDaemon.takeWorktreeRoot(root, ours)).doesNotThrowAnyException();
  }

  private AbstractThrowableAssert<?, ?> assertThatItIsRefused(Path folder, RuntimeFolder by) {
    assertThatThrownBy(() -> worktrees.takeWorktreeRoot(folder, by)).isNotNull();
    return assertThatThrownBy(() -> worktrees.requireWorktreeRoot(folder, by)).as("%s", folder);
  }
}
