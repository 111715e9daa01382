package dev.orch.turn;

import dev.orch.disk.DiskWatch;
import dev.orch.domain.operation.FileFailure;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.OutputTruncated;
import dev.orch.runtime.StopOutcome;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session says of troubles that did not end it. */
record TurnWarnings(Stores stores, SessionLedger ledger) {
  private static final Logger LOG = LoggerFactory.getLogger(TurnWarnings.class);

  /** What keeps a turn from coming further. */
  private static final Set<Warning.Code> KEPT_BY =
      EnumSet.of(Warning.Code.DISK_FAILING, Warning.Code.SETTLING_FAILED);

  /** What it waits for to go on by itself. */
  private static final Set<Warning.Code> WAITS_FOR =
      EnumSet.of(Warning.Code.DISK_LOW, Warning.Code.MEMORY_LOW);

  /** A stop or a sweep could not prove the tree dead; inside the unit of the caller. */
  void unproven(SessionId id, StopOutcome.Unproven unproven) {
    ledger.warn(id, Warning.Code.TREE_NOT_PROVEN_DEAD, unproven.words(), StopOutcome.Unproven.HINT);
  }

  /** Nothing of any turn of it is left; inside the unit of the caller. */
  void provenDead(SessionId id) {
    ledger.clearWarnings(id, warning -> warning.code() == Warning.Code.TREE_NOT_PROVEN_DEAD);
  }

  /** A process went on after the agent was done with its turn; inside the unit of the caller. */
  void didNotEnd(SessionId id, int turn, StopRung rung) {
    ledger.warn(
        id,
        Warning.Code.AGENT_DID_NOT_END,
        "the process of turn %d did not end by itself and was %s"
            .formatted(turn, rung == StopRung.KILL ? "killed" : "asked to end"),
        "how the turn ended stands; a hook or a tool of the agent may hang");
  }

  /**
   * The agent has emptied its own output; said once of each stream of a turn, however often it does
   * so. Inside the unit of the caller.
   */
  void outputTruncated(SessionId id, int turn, OutputTruncated truncated) {
    ledger.warn(
        id,
        Warning.Code.OUTPUT_TRUNCATED,
        "the process of turn %d emptied its own %s: what was not yet read is lost"
            .formatted(
                turn,
                switch (truncated.stream()) {
                  case OUT -> "standard output";
                  case ERR -> "standard error";
                }),
        "a script of it may write to > /dev/stdout or > /dev/stderr: >&1 and >&2 empty nothing");
  }

  /** There is too little room for it to work; inside the unit of the caller. */
  void paused(SessionId id, DiskWatch.Change change) {
    ledger.warn(
        id,
        Warning.Code.DISK_LOW,
        "the agent is paused: " + change.words(),
        "make room on the disk; it goes on by itself then");
  }

  /** There is too little memory to start it; inside the unit of the caller. */
  void waitsForMemory(SessionId id) {
    ledger.warn(
        id,
        Warning.Code.MEMORY_LOW,
        "the agent is not started yet: too little memory is available",
        "end something that needs much of it; it goes on by itself then");
  }

  /** There is room again, or nobody left to work; inside the unit of the caller. */
  void wentOn(SessionId id) {
    ledger.clearWarnings(id, warning -> WAITS_FOR.contains(warning.code()));
  }

  /**
   * The daemon could not go on with it, and does not before something happens. Never throws: a
   * session that cannot even say so is logged.
   */
  void unsettled(SessionId id, RuntimeException failure) {
    couldNotGoOn(
        id,
        failure,
        "what is asked of it next (orch stop %s) tries again, and so does a restart: orch down, orch up; the daemon's log says more"
            .formatted(id));
  }

  /** An error of the machine, after which the daemon begins anew with it. Never throws either. */
  void beginsAnew(SessionId id, Error error) {
    couldNotGoOn(id, error, "it is tried again by itself; the daemon's log says more");
  }

  private void couldNotGoOn(SessionId id, Throwable failure, String hint) {
    attempt(
        id,
        Warning.Code.SETTLING_FAILED,
        "the daemon could not go on with this session: " + plain(failure),
        hint);
  }

  /** Files of the session cannot be read or written, again and again. Never throws either. */
  void diskFailing(SessionId id, RuntimeException failure) {
    attempt(
        id,
        Warning.Code.DISK_FAILING,
        "the daemon waits for the disk to go on with this session: " + plain(failure),
        "make room or make the file readable and writable; the session goes on by itself then");
  }

  /** Whether the session says that something keeps its turn from coming further. */
  static boolean isKept(Session session) {
    return KEPT_BY.stream().anyMatch(session::isWarnedOf);
  }

  /**
   * The turn has come further, so that nothing keeps it any more; inside the unit of the caller.
   */
  void cameFurther(SessionId id) {
    ledger.clearWarnings(id, warning -> KEPT_BY.contains(warning.code()));
  }

  /** What failed, for a person. */
  static String plain(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException disk -> FileFailure.words(disk);
      case Error error -> error.toString();
      default -> Objects.requireNonNullElse(failure.getMessage(), "its log says why");
    };
  }

  private void attempt(SessionId id, Warning.Code code, String text, String hint) {
    try {
      stores.transactions().write(() -> ledger.warn(id, code, text, hint));
    } catch (RuntimeException | VirtualMachineError | LinkageError second) {
      LOG.error("session={} the warning could not be stored", id, second);
    }
  }
}
