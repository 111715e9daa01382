package dev.orch.domain.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of agent work inside a session: from a prompt until its process has ended. One
 * process per turn.
 *
 * @param number counted from 1
 * @param prompt what is said to the agent first
 * @param messageId the UUID that the prompt is sent under
 * @param followUpId the kept follow-up that it says; null where its prompt was never kept, or has
 *     more in it
 * @param stop a recorded stop of this turn
 * @param end null while it is open
 */
public record Turn(
    SessionId session,
    int number,
    TurnKind kind,
    String prompt,
    String messageId,
    @Nullable String followUpId,
    Launch launch,
    @Nullable Stop stop,
    @Nullable End end) {

  /**
   * What is recorded before and at the start of its process. All null until the launch is
   * committed.
   *
   * @param spec the process's specification, encoded by {@code runtime}
   * @param protocolState the protocol's state after everything read so far, encoded by the adapter;
   *     null again once the turn has ended
   * @param outRead how far standard output is recorded, in bytes
   * @param errRead how far standard error is recorded, in bytes
   * @param pid of the agent's process, once it has said it
   */
  public record Launch(
      @Nullable String spec,
      @Nullable String protocolState,
      long outRead,
      long errRead,
      @Nullable Long pid,
      @Nullable Instant startedAt) {

    /** Of a turn that was admitted and not launched. */
    public static final Launch NONE = new Launch(null, null, 0, 0, null, null);
  }

  /**
   * A stop on record: written before it is acted on.
   *
   * @param requests how often it was asked for; each goes one rung on
   * @param rung the last rung that was recorded before it was acted on
   */
  public record Stop(
      Reason reason,
      Instant requestedAt,
      int requests,
      @Nullable StopRung rung,
      @Nullable Instant rungAt) {

    /**
     * When it goes to the next rung by itself; empty on the last one. Before the first there is
     * none to wait for: a living process is asked at once, and one that never started ends so.
     *
     * @param grace how long a rung is given to work
     */
    public Optional<Instant> nextAt(Duration grace) {
      if (rung == null) {
        return Optional.empty();
      }
      Instant since = Objects.requireNonNullElse(rungAt, requestedAt);
      return rung.next().map(_ -> since.plus(grace));
    }
  }

  /** How it ended. */
  public record End(Outcome outcome, @Nullable Integer exitCode, Usage usage, Instant endedAt) {}

  /** The stop on record, if any. */
  public Optional<Stop> stopped() {
    return Optional.ofNullable(stop);
  }

  /** How it ended; empty while it is open. */
  public Optional<End> ended() {
    return Optional.ofNullable(end);
  }

  /** Whether its process has not ended, or nobody has taken note of that yet. */
  public boolean isOpen() {
    return end == null;
  }
}
