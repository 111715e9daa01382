package dev.orch.cli.view;

import dev.orch.api.ApiPath;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import dev.orch.cli.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What waits for a person, oldest first: the order that its numbers come from. */
public final class Requests {
  /** The request's own id, the agent, the project. */
  private static final List<Integer> SPARE = List.of(1, 4, 3);

  private Requests() {}

  /** All that are open. */
  public static List<InputRequestView> open(DaemonClient daemon) {
    return sorted(
        daemon.all(
            ApiPath.INPUT_REQUESTS, new UrlQuery().add("status", "open"), InputRequestView.class));
  }

  /** Those of one session that are open. */
  public static List<InputRequestView> open(DaemonClient daemon, String session) {
    UrlQuery query = new UrlQuery().add("session", session).add("status", "open");
    return sorted(daemon.all(ApiPath.INPUT_REQUESTS, query, InputRequestView.class));
  }

  /** As a table, each with its number and its session. */
  public static Table rows(
      SortedMap<Integer, InputRequestView> numbered, List<SessionView> sessions, Instant now) {
    return new Table(
        List.of(),
        numbered.entrySet().stream()
            .map(one -> {
              List<Cell> row = new ArrayList<>(row(one.getValue(), sessions, now));
              row.addFirst(Cell.of(one.getKey().toString()));
              return row;
            })
            .toList(),
        SPARE);
  }

  /** As a table without numbers, which only the inbox gives. */
  public static Table rows(List<InputRequestView> open, List<SessionView> sessions, Instant now) {
    return new Table(
        List.of(),
        open.stream().map(request -> row(request, sessions, now)).toList(),
        SPARE.stream().map(column -> column - 1).toList());
  }

  private static List<InputRequestView> sorted(List<InputRequestView> requests) {
    return requests.stream()
        .sorted(
            Comparator.comparing(InputRequestView::requestedAt).thenComparing(InputRequestView::id))
        .toList();
  }

  private static List<Cell> row(InputRequestView request, List<SessionView> sessions, Instant now) {
    Optional<SessionView> session =
        sessions.stream().filter(one -> one.id().equals(request.sessionId())).findFirst();
    return List.of(
        Cell.of(request.id()),
        Cell.of(request.sessionId()),
        Cell.of(session.map(SessionView::projectSlug).orElse("")),
        Cell.of(session.map(SessionView::agent).orElse("")),
        Cell.marked(Mark.NEEDS_YOU, kind(request)),
        Cell.of(Ages.of(Duration.between(request.requestedAt(), now))),
        Cell.title(words(request)));
  }

  /** {@code approval}. */
  public static String kind(InputRequestView request) {
    return request.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String words(InputRequestView request) {
    String options =
        request.options().stream().map(option -> " [" + option + "]").collect(Collectors.joining());
    return request.title() + options;
  }
}
