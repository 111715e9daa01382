package dev.orch.cli.view;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.StatsView;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.StopBody;
import dev.orch.cli.client.Changes;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.ProblemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The sessions of a daemon that may go on by themselves.
 *
 * @param notice told what goes wrong on the way
 */
public record UnsettledSessions(DaemonClient daemon, Consumer<String> notice) {

  /** Which there are now; asked for in the order in which they go from one place to the next. */
  public List<SessionView> list() {
    PickedSessions picked = new PickedSessions(daemon);
    Map<String, SessionView> unsettled = new LinkedHashMap<>();
    Stream.of(
            picked.queued(),
            picked.in(SessionState.CREATED),
            picked.in(SessionState.RUNNING),
            picked.in(SessionState.WAITING_FOR_USER))
        .flatMap(List::stream)
        .forEach(session -> unsettled.put(session.id(), session));
    return List.copyOf(unsettled.values());
  }

  /**
   * Asks each of these to stop; one that refuses keeps no other from it. Those that are queued come
   * first: they would begin in the places of others.
   */
  public void stop(List<SessionView> sessions) {
    List<SessionView> queuedFirst =
        sessions.stream()
            .sorted(Comparator.comparing((SessionView session) -> session.queued() == null))
            .toList();
    for (SessionView session : queuedFirst) {
      try {
        daemon.post(ApiPath.STOP.with(session.id()), new StopBody(StopBody.Reason.SHUTDOWN));
      } catch (ProblemException e) {
        notice.accept("%s: %s".formatted(session.id(), e.getMessage()));
      }
    }
  }

  /** Waits until there is none; false if there is one when the time is over. */
  public boolean awaitNone(Duration atMost) {
    Deque<SessionView> known = new ArrayDeque<>(list());
    return new Changes(daemon, new UrlQuery(), notice).await(atMost, () -> isNoneLeft(known));
  }

  /**
   * Asks for one after the other of those that are known, and for all once these are settled. That
   * there is none is what the daemon counts at one moment: one that goes on between two questions
   * is in neither answer.
   */
  private boolean isNoneLeft(Deque<SessionView> known) {
    while (!known.isEmpty()) {
      if (!isSettled(known.getFirst().id())) {
        return false;
      }
      known.removeFirst();
    }
    known.addAll(list());
    return known.isEmpty() && isNoneCounted();
  }

  private boolean isNoneCounted() {
    StatsView stats = daemon.get(ApiPath.STATS.with()).as(StatsView.class);
    return stats.queued() == 0
        && Stream.of(SessionState.CREATED, SessionState.RUNNING, SessionState.WAITING_FOR_USER)
            .map(AskedState::wireName)
            .noneMatch(stats.sessions()::containsKey);
  }

  private boolean isSettled(String session) {
    try {
      return SessionWord.isSettled(daemon.get(ApiPath.SESSION.with(session)).as(SessionView.class));
    } catch (ProblemException gone) {
      if (gone.is(ProblemType.SESSION_NOT_FOUND)) {
        return true;
      }
      throw gone;
    }
  }
}
