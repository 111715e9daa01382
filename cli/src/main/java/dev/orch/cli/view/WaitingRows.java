package dev.orch.cli.view;

import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import dev.orch.cli.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What waits as a table: for a person requests, then sessions that are blocked; for a place those
 * that are queued.
 *
 * @param sessions among which are those of the requests
 * @param blocked sessions that ask nothing and wait all the same
 */
public record WaitingRows(List<SessionView> sessions, List<Trouble> blocked, Instant now) {
  /** Each request with its number. */
  public Table numbered(SortedMap<Integer, InputRequestView> requests) {
    Stream<List<Cell>> asked =
        requests.entrySet().stream()
            .map(one -> behind(one.getKey().toString(), row(one.getValue())));
    Stream<List<Cell>> others = blocked.stream().map(trouble -> behind("-", row(trouble)));
    return new Table(List.of(), Stream.concat(asked, others).toList());
  }

  /** Without numbers, which only the inbox gives; those that wait for a place at the end. */
  public Table plain(List<InputRequestView> requests, List<SessionView> queue) {
    return new Table(
        List.of(),
        Stream.of(
                requests.stream().map(this::row),
                blocked.stream().map(this::row),
                QueueWords.inOrder(queue).map(this::queued))
            .flatMap(rows -> rows)
            .toList());
  }

  private static List<Cell> behind(String number, List<Cell> row) {
    List<Cell> all = new ArrayList<>(row);
    all.addFirst(Cell.of(number));
    return all;
  }

  private List<Cell> row(InputRequestView request) {
    Optional<SessionView> session =
        sessions.stream().filter(one -> one.id().equals(request.sessionId())).findFirst();
    return List.of(
        Cell.of(request.id()),
        Cell.of(request.sessionId()),
        Cell.of(session.map(SessionView::projectSlug).orElse("")),
        Cell.of(session.map(SessionView::agent).orElse("")),
        Cell.marked(
            Mark.NEEDS_YOU, request.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
        Cell.of(age(request.requestedAt())),
        Cell.title(Requests.words(request)));
  }

  private List<Cell> row(Trouble trouble) {
    SessionView session = trouble.session();
    return List.of(
        Cell.of(""),
        Cell.of(session.id()),
        Cell.of(session.projectSlug()),
        Cell.of(session.agent()),
        SessionWord.brief(session),
        Cell.of(age(session.stateSince())),
        Cell.title(trouble.why().isEmpty() ? session.title() : trouble.why()));
  }

  private List<Cell> queued(SessionView session) {
    return List.of(
        Cell.of(""),
        Cell.of(session.id()),
        Cell.of(session.projectSlug()),
        Cell.of(session.agent()),
        SessionWord.brief(session),
        Cell.of(age(SessionRows.since(session))),
        Cell.title("%s  (%s)".formatted(session.title(), QueueWords.why(session))));
  }

  private String age(Instant since) {
    return Ages.of(Duration.between(since, now));
  }
}
