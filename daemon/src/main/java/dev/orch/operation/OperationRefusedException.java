package dev.orch.operation;

import dev.orch.domain.operation.AtWork;
import dev.orch.domain.operation.AwayFolder;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;

/** An operation cannot begin or go on now; nothing was changed. */
public final class OperationRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Refusal reason;

  /** Why. */
  public enum Refusal {
    OPERATION_OPEN,
    TURN_RUNNING
  }

  private OperationRefusedException(Refusal reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Another one is at work on it. */
  public static OperationRefusedException open(String what, String kind) {
    return new OperationRefusedException(
        Refusal.OPERATION_OPEN, "%s has an operation that is at work: %s".formatted(what, kind));
  }

  /** What is asked for needs the end of one that is at work. */
  public static OperationRefusedException before(Operation open) {
    return new OperationRefusedException(
        Refusal.OPERATION_OPEN, "%s; %s".formatted(AtWork.text(open), AtWork.look(open)));
  }

  /** What it works on is not there: its disk may be away. It stays open and goes on later. */
  public static OperationRefusedException away(Path place, String kind) {
    return new OperationRefusedException(
        Refusal.OPERATION_OPEN,
        "%s, or make it again; then orch doctor --fix ends the %s"
            .formatted(AwayFolder.text(place), kind));
  }

  /** Its agent is at work, or is about to be. */
  static OperationRefusedException running(SessionId session) {
    return new OperationRefusedException(
        Refusal.TURN_RUNNING, "session %s has a turn that has not ended".formatted(session));
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }
}
