package dev.orch.operation;

import dev.orch.domain.operation.Operation;

/**
 * Carries out the plans of one kind of operation. It consumes the committed plan and nothing else,
 * so that a later daemon does the same. One thread at a time works on an operation.
 */
public interface OperationExecutor {

  /** Whose plans it understands. */
  Operation.Kind kind();

  /**
   * Whether a script of the project's is to run for it, for as long as that takes: a start does not
   * wait for such a one.
   */
  default boolean runsScript(Operation operation) {
    return false;
  }

  /**
   * Does what the plan says, outside of any unit. Called again after it ended at any step, it does
   * what is missing.
   *
   * @return what is left to commit
   * @throws OperationFailedException if what it found is not what the plan expects: the operation
   *     is closed, and the session is free again. Any other failure leaves it open: the next start
   *     tries again
   */
  Ending execute(Operation operation);

  /**
   * Commits, inside the unit that closes the operation, what the failure means: its event. Does
   * nothing where none tells of it.
   */
  default void failed(Operation operation, OperationFailedException failure) {}

  /** What remains to be done once the files are as they were planned. */
  @FunctionalInterface
  interface Ending {
    /** Called once, inside the unit that ends the operation. */
    void commit();

    /** Called after that unit; may be left out by a kill. */
    default void afterCommit() {}
  }
}
