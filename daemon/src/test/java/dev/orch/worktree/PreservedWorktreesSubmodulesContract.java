package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.WorktreeInventory.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project whose submodule the session's set-up makes, as git does it. */
public abstract class PreservedWorktreesSubmodulesContract extends PreservedWorktreesFixture {
  private GitRepository source;
  private GitRepository inside;

  @BeforeEach
  void aSubmodule() {
    Path home = temp.resolve("home");
    GitRepository deep = GitRepository.withCommit(temp.resolve("deep"), home);
    source = GitRepository.withCommit(temp.resolve("source"), home).addSubmodule(deep, "deep");
    user.addSubmodule(source, "libs/sub");
    worktrees.remove(repository, request);
    begin();
    inside = agent.in(file("libs/sub"));
  }

  private void setUp() {
    agent.git("submodule", "--quiet", "update", "--init", "--recursive");
  }

  private List<String> obstacles() {
    return preserved.inspect(repository, request).obstacles().stream()
        .map(obstacle -> obstacle.reason() + " " + obstacle.path())
        .toList();
  }

  private String patch() {
    try {
      return Files.readString(worktrees.diff(repository, request, temp.resolve("p")).file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aNewWorktreeHasItUnmadeAndCanBeRemoved() {
    assertThat(file("libs/sub")).isEmptyDirectory();
    assertThat(agent.git("status", "--porcelain")).isEmpty();
    assertThat(patch()).isEmpty();

    worktrees.remove(repository, request);

    assertThat(request.path()).doesNotExist();
  }

  @Test
  void oneThatWasMadeIsNotRemovedAsIfNothingWereThere() {
    setUp();

    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);
  }

  @Test
  void theDifferenceTellsOfAnotherCommit() {
    setUp();
    assertThat(patch()).isEmpty();
    String was = inside.commitOf("HEAD");
    inside.write("own.txt", "own").commit("own");
    String is = inside.commitOf("HEAD");

    assertThat(patch()).contains("-Subproject commit " + was, "+Subproject commit " + is);
    String unstaged = patch();
    agent.git("add", "libs/sub");
    assertThat(patch()).isEqualTo(unstaged);
    user.git("apply", "--check", temp.resolve("p").toString());
    Preserved kept = preserved.preserve(repository, request, 1);
    preserved.diff(repository, kept, request.base(), temp.resolve("kept"));
    assertThat(temp.resolve("kept")).hasContent(unstaged);
  }

  @Test
  void itGoesWithWhatGitHasOfItAndIsMadeAgain() {
    String before = agent.git("status", "--porcelain=v2", "--branch");
    setUp();
    agent.write("text.txt", "mine\n");
    assertThat(obstacles()).isEmpty();
    assertThat(preserved.inspect(repository, request).items())
        .extracting(WorktreeInventory.Item::kind)
        .containsExactlyInAnyOrder(Kind.CHANGED, Kind.SUBMODULE, Kind.NESTED);

    Preserved kept = release();
    assertThat(repository.commonGitDir().resolve("worktrees"))
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
    restore(kept);

    assertThat(file("libs/sub")).isEmptyDirectory();
    assertThat(agent.git("status", "--porcelain=v2", "--branch")).startsWith(before);
    setUp();
    assertThat(file("libs/sub/deep/README.md")).hasContent("hello\n");
    assertThat(agent.git("status", "--porcelain")).isEqualTo(" M text.txt\n");
  }

  @Test
  void itsWorkIsInTheWayUntilItIsElsewhere() {
    setUp();
    inside.write("README.md", "changed\n");
    assertThat(obstacles()).containsExactly("NESTED_WORK libs/sub");

    inside.commit("own");
    agent.commit("moved");
    assertThat(obstacles()).containsExactly("NESTED_WORK libs/sub");

    inside.git("push", "--quiet", "origin", "HEAD:refs/heads/own");
    assertThat(obstacles()).isEmpty();
  }

  @Test
  void anotherCommitOfOneInsideOfItIsInTheWay() {
    setUp();
    GitRepository deep = agent.in(file("libs/sub/deep"));
    deep.commit("own").git("push", "--quiet", "origin", "HEAD:refs/heads/own");

    assertThat(obstacles()).containsExactly("NESTED_WORK libs/sub");
  }

  @Test
  void itsCommitsAreInTheWayAfterItsFolderWasEmptied() {
    setUp();
    inside.commit("own");
    agent.commit("moved");
    agent.git("submodule", "--quiet", "deinit", "--force", "libs/sub");
    assertThat(obstacles()).containsExactly("NESTED_WORK libs/sub");

    agent.git("rm", "--quiet", "libs/sub");
    assertThat(obstacles()).containsExactly("NESTED_WORK libs/sub");
  }

  @Test
  void filesInItsPlaceAreNotPassedOver() {
    agent.write("libs/sub/notes.txt", "mine\n");

    assertThat(obstacles()).containsExactly("NESTED_WORK libs/sub");
    assertThat(patch()).contains("libs/sub/notes.txt");
  }

  @Test
  void whatTheBranchMadeOfItMeanwhileIsSo() {
    setUp();
    agent.write("text.txt", "mine\n");
    Preserved kept = release();
    String next = source.commit("next").commitOf("HEAD");
    Path other = temp.resolve("other");
    user.git("worktree", "add", "--quiet", other.toString(), request.branch().value());
    user.in(other).git("update-index", "--cacheinfo", "160000," + next + ",libs/sub");
    user.in(other).git("commit", "--quiet", "--message", "next");
    user.git("worktree", "remove", "--force", other.toString());

    restore(kept);

    assertThat(agent.git("status", "--porcelain")).isEqualTo(" M text.txt\n");
    assertThat(file("libs/sub")).isEmptyDirectory();
    setUp();
    assertThat(inside.commitOf("HEAD")).isEqualTo(next);
  }

  @Test
  void nothingOfItIsRun() {
    setUp();
    String touch = "touch " + temp.resolve("ran");
    inside.git("config", "filter.x.clean", touch);
    inside.git("config", "filter.x.process", touch);
    inside.write(".gitattributes", "* filter=x\n").write("README.md", "changed\n");
    inside.git("config", "core.fsmonitor", touch);

    patch();
    obstacles();
    preserved.giveUp(repository, request, preserved.preserve(repository, request, 1));

    assertThat(temp.resolve("ran")).doesNotExist();
  }
}
