package dev.orch.cli.command.sessions;

import dev.orch.api.ApiPath;
import dev.orch.api.Page;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.Json;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.text.Mark;
import dev.orch.cli.view.AskedState;
import dev.orch.cli.view.SessionWord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The sessions that are shown under a word. The API tells states apart: several may be shown under
 * one word, and whatever waits for a place is shown as queued.
 *
 * @param archived whether archived ones are listed too
 * @param filters what else any of them has to fit, anew for each request
 */
record ShownUnder(DaemonClient daemon, Mark mark, boolean archived, Supplier<UrlQuery> filters) {
  private static final int MOST = 500;
  private static final Comparator<Found> NEWEST_FIRST =
      Comparator.comparing((Found found) -> found.session().createdAt())
          .thenComparing(found -> found.session().id())
          .reversed();

  /**
   * A page of them, newest first, as the API would answer.
   *
   * @param limit how many at most; null for as many as a page usually holds, or for all where no
   *     page of the API holds them
   * @throws CliException if there is a cursor where no page of the API holds them
   */
  Listed page(@Nullable Integer limit, @Nullable String cursor) {
    List<UrlQuery> places = places();
    if (places.size() == 1) {
      UrlQuery query = places.getFirst().add("limit", limit).add("cursor", cursor);
      return new Listed(onePage(query), 0);
    }
    if (cursor != null) {
      throw CliException.misuse(
          "orch sessions list: those that are %s are one page, without --cursor."
              .formatted(mark.word()));
    }
    if (limit != null && (limit < 1 || limit > MOST)) {
      throw CliException.misuse("orch sessions list: --limit takes 1-%d.".formatted(MOST));
    }
    Map<String, Found> found = new HashMap<>(); // one may go from a place to the next meanwhile
    places.forEach(
        place -> daemon.each(ApiPath.SESSIONS, place, JsonNode.class, json -> keep(json, found)));
    List<JsonNode> newest = found.values().stream().sorted(NEWEST_FIRST).map(Found::json).toList();
    int shown = limit == null ? newest.size() : Math.min(limit, newest.size());
    return new Listed(answer(newest.subList(0, shown), null), newest.size() - shown);
  }

  /**
   * What is listed.
   *
   * @param more how many there are besides that have no cursor
   */
  record Listed(Answer answer, int more) {}

  private record Found(JsonNode json, SessionView session) {}

  private void keep(JsonNode json, Map<String, Found> found) {
    SessionView session = Json.read(json, SessionView.class);
    if (SessionWord.of(session) == mark) {
      found.put(session.id(), new Found(json, session));
    } else {
      found.remove(session.id());
    }
  }

  /** As it is, unless one of it is shown under another word. */
  private Answer onePage(UrlQuery query) {
    Answer answer = daemon.get(ApiPath.SESSIONS.with() + query);
    Page<JsonNode> page = answer.pageOf(JsonNode.class);
    List<JsonNode> shown = page.items().stream().filter(this::isShown).toList();
    return shown.size() == page.items().size() ? answer : answer(shown, page.nextCursor());
  }

  private boolean isShown(JsonNode json) {
    return SessionWord.of(Json.read(json, SessionView.class)) == mark;
  }

  private static Answer answer(List<JsonNode> items, @Nullable String nextCursor) {
    return new Answer(
        200,
        "{\"items\":[%s],\"next_cursor\":%s}"
            .formatted(
                items.stream().map(JsonNode::toString).collect(Collectors.joining(",")),
                nextCursor == null ? "null" : Json.text(nextCursor)));
  }

  /** Where they may be. */
  private List<UrlQuery> places() {
    return switch (mark) {
      case QUEUED -> List.of(filters.get().add("queued", "true"));
      case WORKING -> in(SessionState.CREATED, SessionState.RUNNING);
      case NEEDS_YOU -> in(SessionState.WAITING_FOR_USER);
      case DONE -> in(SessionState.COMPLETED);
      case FAILED -> in(SessionState.FAILED);
      case STOPPED -> in(SessionState.STOPPED);
    };
  }

  private List<UrlQuery> in(SessionState... states) {
    List<UrlQuery> places = new ArrayList<>();
    for (SessionState state : states) {
      places.add(filters.get().add("state", AskedState.wireName(state)));
    }
    if (archived) {
      String also = AskedState.wireName(SessionState.ARCHIVED);
      places.add(filters.get().add("state", also).add("archived", "true"));
    }
    return places;
  }
}
