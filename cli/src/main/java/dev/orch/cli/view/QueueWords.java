package dev.orch.cli.view;

import dev.orch.api.session.SessionView;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Mark;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a session stands in the queue, and what it waits for, in a few words. */
final class QueueWords {
  private QueueWords() {}

  /** {@code queued 2nd}. */
  static String place(SessionView session) {
    SessionView.Queued queued = session.queued();
    return queued == null
        ? Mark.QUEUED.word()
        : "%s %s".formatted(Mark.QUEUED.word(), ordinal(queued.position()));
  }

  /** {@code 2 of 2 running}; empty for one that does not wait. */
  static String why(SessionView session) {
    SessionView.Queued queued = session.queued();
    if (queued == null) {
      return "";
    }
    return switch (queued.because()) {
      case GLOBAL -> share(queued) + " running";
      case PROJECT -> share(queued) + " of this project running";
      case AGENT -> share(queued) + " with this agent running";
      case PROCESSES -> share(queued) + " processes live: answer what waits";
      case MEMORY -> "too little memory is free";
      case DISK -> "too little of the disk is free";
      case RATE_LIMIT -> "a rate limit of the agent";
      case COULD_NOT_BEGIN -> "could not begin";
    };
  }

  /** {@code tried again at 12:03:17}; empty where no time is waited for. */
  static String again(SessionView session, Instant now, ZoneId zone) {
    SessionView.Queued queued = session.queued();
    Instant again = queued == null ? null : queued.notBefore();
    return again == null ? "" : "tried again at " + Ages.at(again, now, zone);
  }

  /** The ids of those whose places it waits for. */
  static String behind(SessionView session) {
    SessionView.Queued queued = session.queued();
    return queued == null ? "" : String.join(" ", queued.running());
  }

  /** Those that wait, whoever is served first at the top. */
  static Stream<SessionView> inOrder(List<SessionView> sessions) {
    return sessions.stream()
        .filter(session -> session.queued() != null)
        .sorted(
            Comparator.comparingInt(
                session -> Objects.requireNonNull(session.queued()).position()));
  }

  private static String share(SessionView.Queued queued) {
    @Nullable Integer limit = queued.limit();
    return limit == null
        ? Integer.toString(queued.running().size())
        : "%d of %d".formatted(queued.running().size(), limit);
  }

  private static String ordinal(int number) {
    int lastTwo = number % 100;
    String ending =
        lastTwo / 10 == 1
            ? "th"
            : switch (number % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return number + ending;
  }
}
