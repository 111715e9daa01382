package dev.orch.domain.operation;

import java.time.temporal.ChronoUnit;

/** What is said of an operation that is open, for a person. */
public final class AtWork {
  private AtWork() {}

  /** What it is, of what, since when, and how far: a sentence without its full stop. */
  public static String text(Operation open) {
    return "the %s of session %s is at work since %s%s"
        .formatted(
            open.kind().wireName(),
            open.session(),
            open.asked().at().truncatedTo(ChronoUnit.SECONDS),
            open.stage() == Operation.Stage.STOPPING ? ": its agent is stopped first" : "");
  }

  /** How a person finds out whether it is over. */
  public static String look(Operation open) {
    return "see how far it is: orch sessions show " + open.session();
  }
}
