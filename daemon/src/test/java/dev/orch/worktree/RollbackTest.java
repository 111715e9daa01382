package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private final List<String> undone = new ArrayList<>();

  @Test
  void withoutACommitEverythingIsUndoneNewestFirst() {
    try (Rollback undo = new Rollback()) {
      undo.onFailure(() -> undone.add("first"));
      undo.onFailure(() -> undone.add("second"));
    }

    assertThat(undone).containsExactly("second", "first");
  }

  @Test
  void afterACommitNothingIsUndone() {
    try (Rollback undo = new Rollback()) {
      undo.onFailure(() -> undone.add("first"));
      undo.commit();
    }

    assertThat(undone).isEmpty();
  }

  @Test
  void anUndoThatFailsHidesNeitherTheFailureNorTheOtherUndos() {
    IllegalStateException failure =
        catchThrowableOfType(
            IllegalStateException.class,
            () -> {
              try (Rollback undo = new Rollback()) {
                undo.onFailure(() -> undone.add("first"));
                undo.onFailure(() -> {
                  throw new IllegalArgumentException("undo");
                });
                throw new IllegalStateException("work");
              }
            });

    assertThat(failure).hasMessage("work");
    assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(IllegalArgumentException.class);
    assertThat(undone).containsExactly("first");
  }
}
