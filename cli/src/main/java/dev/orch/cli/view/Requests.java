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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** As a numbered table, with their sessions beside them. */
  public static Table rows(List<InputRequestView> open, List<SessionView> sessions, Instant now) {
    Map<String, SessionView> byId =
        sessions.stream().collect(Collectors.toMap(SessionView::id, Function.identity()));
    return new Table(
        List.of(),
        IntStream.range(0, open.size())
            .mapToObj(i ->
                row(
                    i + 1,
                    open.get(i),
                    Optional.ofNullable(byId.get(open.get(i).sessionId())),
                    now))
            .toList(),
        SPARE);
  }

  private static List<InputRequestView> sorted(List<InputRequestView> requests) {
    return requests.stream()
        .sorted(
            Comparator.comparing(InputRequestView::requestedAt).thenComparing(InputRequestView::id))
        .toList();
  }

  private static List<Cell> row(
      int number, InputRequestView request, Optional<SessionView> session, Instant now) {
    return List.of(
        Cell.of(Integer.toString(number)),
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
