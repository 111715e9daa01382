package dev.orch.cli.view;

import dev.orch.api.ApiPath;
import dev.orch.api.session.SessionView;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many sessions there are of each word, and which of them wait; the others are not kept. */
public final class Overview {
  private final Map<Mark, Long> counts = new EnumMap<>(Mark.class);
  private final Map<Mark, Long> news = new EnumMap<>(Mark.class);
  private final List<SessionView> waiting = new ArrayList<>();

  private Overview() {}

  /** Of all sessions of this daemon but archived ones. */
  public static Overview of(DaemonClient daemon) {
    Overview overview = new Overview();
    daemon.each(ApiPath.SESSIONS, new UrlQuery(), SessionView.class, overview::add);
    return overview;
  }

  private void add(SessionView session) {
    Mark mark = SessionWord.of(session);
    counts.merge(mark, 1L, Long::sum);
    if (SessionWord.isNews(session)) {
      news.merge(mark, 1L, Long::sum);
    }
    switch (mark) {
      case NEEDS_YOU, QUEUED -> waiting.add(session);
      case WORKING, DONE, FAILED, STOPPED -> {}
    }
  }

  /** Whether there is no session at all. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Those that wait, for a person or for a place. */
  public List<SessionView> waiting() {
    return List.copyOf(waiting);
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
