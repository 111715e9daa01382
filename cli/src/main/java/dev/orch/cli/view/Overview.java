package dev.orch.cli.view;

import dev.orch.api.ApiPath;
import dev.orch.api.StatsView;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many sessions there are of each word, as the daemon counts them, and those that queue. */
public final class Overview {
  private final Map<Mark, Long> counts = new EnumMap<>(Mark.class);
  private final Map<Mark, Long> news = new EnumMap<>(Mark.class);
  private final List<SessionView> queued;

  private Overview(List<SessionView> queued) {
    this.queued = List.copyOf(queued);
  }

  /** Of all sessions of this daemon but archived ones. */
  public static Overview of(DaemonClient daemon) {
    StatsView stats = daemon.get(ApiPath.STATS.with()).as(StatsView.class);
    Overview overview =
        new Overview(stats.queued() == 0 ? List.of() : new PickedSessions(daemon).queued());
    for (SessionState state : SessionState.values()) {
      overview.add(state, stats);
    }
    count(overview.counts, Mark.QUEUED, overview.queued.size());
    return overview;
  }

  private void add(SessionState state, StatsView stats) {
    switch (state) {
      case CREATED, RUNNING, WAITING_FOR_USER, COMPLETED, FAILED, STOPPED -> {
        String name = AskedState.wireName(state);
        List<SessionView> waiting = queued.stream().filter(one -> one.state() == state).toList();
        long unseen = waiting.stream().filter(SessionWord::isNews).count();
        Mark mark = SessionWord.of(state);
        count(counts, mark, stats.sessions().getOrDefault(name, 0L) - waiting.size());
        count(news, mark, stats.unseenByState().getOrDefault(name, 0L) - unseen);
      }
      case ARCHIVED, DELETED -> {}
    }
  }

  /** The queue is read a moment after the counts: what left it in between is nowhere twice. */
  private static void count(Map<Mark, Long> into, Mark mark, long count) {
    if (count > 0) {
      into.merge(mark, count, Long::sum);
    }
  }

  /** Whether there is no session at all. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Those that wait for a place. */
  public List<SessionView> queued() {
    return queued;
  }

  /** How many there are of each word that occurs. */
  public List<Cell> counts() {
    return counts.entrySet().stream()
        .map(entry ->
            Cell.marked(
                entry.getKey(), said(entry.getValue(), entry.getKey()) + news(entry.getKey())))
        .toList();
  }

  private String news(Mark mark) {
    long unseen = news.getOrDefault(mark, 0L);
    return unseen == 0 ? "" : " (%d new)".formatted(unseen);
  }

  private static String said(long count, Mark mark) {
    return count > 1 && mark == Mark.NEEDS_YOU ? count + " need you" : count + " " + mark.word();
  }
}
