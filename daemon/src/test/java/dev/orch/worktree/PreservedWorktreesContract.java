package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worktree that is given up and made again, and what is kept of it meanwhile. */
public abstract class PreservedWorktreesContract extends ComebackContract {

  @Test
  void withIgnoredFilesGone() throws Exception {
    agent.write("x.ignored", "x\n").write("build/out", "out\n");
    WorktreeInventory there = preserved.inspect(repository, request);

    comesBackWithout("x.ignored", "build/out");

    assertThat(there.items())
        .extracting(item -> item.kind() + " " + item.path() + " " + item.sizeBytes())
        .containsExactly("IGNORED build/ 4", "IGNORED x.ignored 2");
  }

  private void comesBackWithout(String... ignored) throws Exception {
    Preserved kept = preserved.preserve(repository, request, 1);
    for (String name : ignored) {
      Files.delete(file(name));
    }
    Seen before = seen();
    preserved.giveUp(repository, request, kept);
    restore(kept);
    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void isKeptOnceUnderANumber() {
    agent.write("text.txt", "first\n");
    Preserved first = preserved.preserve(repository, request, 1);
    agent.write("text.txt", "second\n");

    assertThat(preserved.preserve(repository, request, 1)).isEqualTo(first);
    Preserved second = preserved.preserve(repository, request, 2);

    assertThat(preserved.list(repository, SESSION)).containsExactly(first, second);
    assertThatThrownBy(() -> preserved.giveUp(repository, request, first))
        .isInstanceOf(WorktreeDirtyException.class);
    assertThat(file("text.txt")).hasContent("second\n");
    preserved.drop(repository, SESSION, 1);
    preserved.drop(repository, SESSION, 1);
    assertThat(preserved.list(repository, SESSION)).containsExactly(second);
  }

  @Test
  void isLeftAloneWhenItIsBack() {
    agent.write("text.txt", "kept\n");
    Preserved kept = release();
    preserved.check(repository, request, kept);
    restore(kept);
    agent.write("text.txt", "worked on\n");

    preserved.check(repository, request, kept);
    Worktree again = restore(kept);

    assertThat(again.checkedOut()).isFalse();
    assertThat(file("text.txt")).hasContent("worked on\n");
  }

  @Test
  void whatIsUnderWayIsKeptByTheCommitsThatItNames() throws Exception {
    user.write("text.txt", "theirs\n").commit("theirs");
    agent.write("text.txt", "mine\n").commit("mine").write("b/c.txt", "the only copy\n");
    assertThat(agent.tryGit("rebase", "--autostash", "main").exit()).isNotZero();
    String stash = agent.git("rev-parse", "--git-path", "rebase-merge/autostash").strip();
    String commit = Files.readString(Path.of(stash)).strip();
    String before = agent.commitOf("ORIG_HEAD");

    release();
    user.git("reflog", "expire", "--expire=now", "--all");
    user.git("gc", "--quiet", "--prune=now");

    assertThat(user.git("show", commit + ":b/c.txt")).isEqualTo("the only copy\n");
    assertThat(user.git("show", before + ":text.txt")).isEqualTo("mine\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {".GIT", "b/git~1", ".gitmodules"})
  void aLinkOfANameThatGitRefusesIsNamedAndNothingIsKept(String name) throws Exception {
    Files.createSymbolicLink(file(name), Path.of("nowhere"));

    assertThatThrownBy(() -> preserved.preserve(repository, request, 1))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining(name);

    assertThat(preserved.list(repository, SESSION)).isEmpty();
  }

  /** Git looks at seconds, and is told not to look at more. */
  @Test
  void whatIsOverwrittenInTheSecondInWhichItCameBackIsAChange() throws Exception {
    user.git("config", "core.trustctime", "false");
    restore(release());
    FileTime written = (FileTime) Files.getAttribute(file("b/c.txt"), "unix:ctime");

    agent.write("b/c.txt", "d\n");
    Files.setLastModifiedTime(file("b/c.txt"), written);

    assertThat(agent.git("status", "--porcelain")).isEqualTo(" M b/c.txt\n");
  }

  @Test
  void itsDifferenceIsKept() throws Exception {
    agent.write("text.txt", "committed\n").commit("mine");
    agent.write("new.txt", "new\n").git("rm", "--quiet", "gone.txt");
    Path there = temp.resolve("there.patch");
    worktrees.diff(repository, request, there);
    Preserved kept = release();

    Path away = temp.resolve("away.patch");
    Patch patch = preserved.diff(repository, kept, request.base(), away);

    assertThat(away).hasSameBinaryContentAs(there);
    assertThat(patch.files()).isEqualTo(3);
  }
}
