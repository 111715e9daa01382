package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project that keeps files in Git LFS: they come back with every byte. */
public abstract class PreservedWorktreesLargeFilesContract extends PreservedWorktreesFixture {
  private LargeFileFilter filter;

  @BeforeEach
  void largeFiles() {
    filter = LargeFileFilter.of(user, temp);
    user.write("a.big", "a\n").write("b.big", "b\n").write("c.big", "c\n").commit("large");
    worktrees.remove(repository, request);
  }

  @Test
  void changedOrNot() {
    begin();
    agent.write("a.big", "changed\n").write("new.big", "new\n");
    agent.write("b.big", "staged\n").git("add", "b.big");
    agent.write("b.big", "unstaged\n");

    comesBack();

    assertThat(file("c.big")).hasContent("c\n");
    assertThat(agent.git("show", ":b.big")).startsWith(LargeFileFilter.POINTER);
  }

  @Test
  void asPointersWhereTheContentIsMissing() {
    filter.loseContents();
    begin();
    agent.write("a.big", "changed\n");

    comesBack();

    assertThat(file("c.big")).content().startsWith(LargeFileFilter.POINTER);
  }

  @Test
  void withoutTheProgramToo() {
    filter.uninstall();
    begin();
    agent.write("text.txt", "changed\n");
    var before = files(request.path());
    String entries = agent.git("ls-files", "-v", "--stage");

    goes().run();

    // Git itself cannot tell the state of files whose filter is required and not there.
    assertThat(files(request.path())).isEqualTo(before);
    assertThat(agent.git("ls-files", "-v", "--stage")).isEqualTo(entries);
  }

  @Test
  void withWhatTheBranchMadeOfThemMeanwhile() {
    begin();
    agent.write("a.big", "mine\n");
    Preserved kept = release();
    var other = temp.resolve("other");
    user.git("worktree", "add", "--quiet", other.toString(), request.branch().value());
    user.in(other).write("b.big", "theirs\n").commit("theirs");
    user.git("worktree", "remove", "--force", other.toString());

    restore(kept);

    assertThat(file("a.big")).hasContent("mine\n");
    assertThat(file("b.big")).hasContent("theirs\n");
    assertThat(agent.git("status", "--porcelain")).isEqualTo(" M a.big\n");
  }
}
