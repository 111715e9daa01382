package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchNameTest {
  private static final String[] NAMES = {
    "main",
    "orch/claude/my-app/0123456789",
    "a.b",
    "$(x)",
    "'",
    "\"",
    "a@b",
    "{",
    "größe",
    "a;b|c",
    "",
    " ",
    "a b",
    "-x",
    "a..b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[",
    "a\\b",
    "a\nb",
    "a\tb",
    "a\u007fb",
    "a@{1}",
    "/a",
    "a/",
    "a//b",
    ".a",
    "a/.b",
    "a.lock",
    "a.lock/b",
    "a.",
    "HEAD"
  };

  @TempDir Path temp;

  @Test
  void exactlyTheNamesThatGitTakesAreBranchNames() {
    GitRepository git = GitRepository.init(temp.resolve("r"), temp.resolve("home"));

    for (String name : NAMES) {
      boolean taken = git.tryGit("check-ref-format", "--branch", name).exit() == 0;
      assertThat(BranchName.isBranchName(name)).as(name).isEqualTo(taken);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "refs/heads/main", "-D", "x\0delete refs/heads/main"})
  void whatGitWouldReadAnotherWayIsRefused(String name) {
    assertThatThrownBy(() -> new BranchName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aComponentMustFitIntoAFileName() {
    assertThat(BranchName.isBranchName("a/" + "b".repeat(250))).isTrue();
    assertThat(BranchName.isBranchName("a/" + "b".repeat(251))).isFalse();
  }
}
