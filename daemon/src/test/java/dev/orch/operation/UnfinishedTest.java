package dev.orch.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.store.StoreClosedException;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What closes an operation in the middle, and what leaves it to the next start. */
class UnfinishedTest {
  private static final Unfinished.Found DONE = new Unfinished.Found("there", List.of());
  private static final Unfinished.Found LEFT =
      new Unfinished.Found("left", List.of(Path.of("/a"), Path.of("/b")));

  static List<RuntimeException> meant() {
    return List.of(
        new WorktreeFailedException("git failed"),
        new UncheckedIOException("git failed", new IOException("no space left")));
  }

  @ParameterizedTest
  @MethodSource("meant")
  void whatFilesAndGitRefuseClosesItInWordsAndIsTheirCause(RuntimeException failure) {
    RuntimeException thrown = Unfinished.of(failure, DONE, LEFT);

    assertThat(thrown)
        .isInstanceOf(OperationFailedException.class)
        .hasCause(failure)
        .hasMessageStartingWith("git failed")
        .hasMessageEndingWith("; there: nothing; left: /a, /b");
    assertThat(((OperationFailedException) thrown).isUnfinished()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("meant")
  void beforeAnythingWasRemovedNothingIsLeftToGoOnWith(RuntimeException failure) {
    RuntimeException thrown = Unfinished.before(failure);

    assertThat(thrown).isInstanceOf(OperationFailedException.class).hasCause(failure);
    assertThat(((OperationFailedException) thrown).isUnfinished()).isFalse();
    assertThat(Unfinished.before(new StoreClosedException()))
        .isInstanceOf(StoreClosedException.class);
  }

  @Test
  void whatNobodyHasThoughtOfIsNotPutIntoWords() {
    RuntimeException mistake = new IllegalStateException("a mistake");

    assertThat(Unfinished.of(mistake, DONE, LEFT)).isSameAs(mistake);
  }

  @Test
  void anEndOfTheDaemonLeavesItToTheNextOne() {
    RuntimeException ends = new StoreClosedException();

    assertThat(Unfinished.of(ends, DONE, LEFT)).isSameAs(ends);
  }
}
