package dev.orch.operation;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Ends work before one of its steps, as when the daemon is killed. */
public final class Endings {
  private Predicate<String> endsBefore = _ -> false;

  /** What it is ended by: nothing that the work itself catches. */
  public static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Called before each step. */
  public void before(String step) {
    if (endsBefore.test(step)) {
      throw new KilledError();
    }
  }

  /** Ended before the step of that number, counted from none. */
  public void endedBefore(int number, Runnable work) {
    int[] steps = {0};
    endsBefore = _ -> steps[0]++ == number;
    if (isDone(work)) {
      throw new AssertionError("it has only %d steps".formatted(steps[0]));
    }
    endsBefore = _ -> false;
  }

  /** Runs it until it comes to its end; before each of its steps it is ended once. */
  public void endedAnywhere(Runnable work) {
    Set<String> ended = new HashSet<>();
    endsBefore = ended::add;
    boolean done = false;
    while (!done) {
      done = isDone(work);
    }
    endsBefore = _ -> false;
  }

  private static boolean isDone(Runnable work) {
    try {
      work.run();
      return true;
    } catch (KilledError _) {
      return false;
    }
  }
}
