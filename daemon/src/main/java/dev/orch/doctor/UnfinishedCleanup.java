package dev.orch.doctor;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was begun to be cleaned up and is not finished, as whoever cleans up lists it. */
public record UnfinishedCleanup(Supplier<List<Open>> listed) implements Check {

  /**
   * One clean-up.
   *
   * @param what a sentence without its full stop
   * @param about its kind and whose files they are: no other has both
   * @param hint what to do about it
   * @param finish does the rest of it; throws what stands in the way. Null where only a person may
   */
  public record Open(String what, String about, String hint, @Nullable Runnable finish) {

    /** One that can be finished as it was begun. */
    public static Open finishing(String what, String about, Runnable finish) {
      return new Open(what, about, "have it finished: orch doctor --fix", finish);
    }
  }

  @Override
  public List<Finding> look() {
    return listed.get().stream()
        .map(open ->
            new Finding(
                Finding.Code.UNFINISHED_CLEANUP,
                open.what(),
                open.about(),
                open.hint(),
                open.finish()))
        .toList();
  }
}
