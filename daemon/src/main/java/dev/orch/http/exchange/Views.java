package dev.orch.http.exchange;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.orch.api.CommandPreview;
import dev.orch.api.CommandView;
import dev.orch.api.Page;
import dev.orch.api.session.FollowUpView;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.TurnView;
import dev.orch.command.Preview;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.event.Redactor;
import dev.orch.event.Secrets;
import dev.orch.http.Request;
import dev.orch.http.SessionWire;
import dev.orch.http.Wire;
import dev.orch.project.ProjectService;
import dev.orch.search.Findable;
import dev.orch.session.SessionQueries;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is stored as it is shown: with what is read beside it, and without its project's secrets.
 */
public final class Views {
  private final SessionQueries sessions;
  private final ProjectService projects;
  private final Findable findable;
  private final Secrets secrets;

  /** Over the use cases. */
  public Views(
      SessionQueries sessions, ProjectService projects, Findable findable, Secrets secrets) {
    this.sessions = sessions;
    this.projects = projects;
    this.findable = findable;
    this.secrets = secrets;
  }

  /** A session, whole, as it is stored now. */
  public SessionView session(Session session) {
    SessionQueries.Detail detail = sessions.detail(session);
    Project project = project(detail);
    return SessionWire.session(
        detail, project.slug().value(), new SessionWire.Extent.Whole(), secrets.of(project));
  }

  /**
   * A page of sessions, prompts cut.
   *
   * @param words what was looked for in them, settled: the pages behind it ask for the same
   */
  public Page<SessionView> sessions(
      Request request,
      dev.orch.store.Page<SessionQueries.Detail> page,
      Optional<SearchQuery> words) {
    Map<SessionId, Findable.Found> found =
        words.map(query -> findable.found(query, redactors(page.items()))).orElse(Map.of());
    return Paging.page(
        request,
        page,
        detail -> {
          Project project = project(detail);
          return SessionWire.session(
              detail,
              project.slug().value(),
              new SessionWire.Extent.Listed(Optional.ofNullable(found.get(detail.session().id()))),
              secrets.of(project));
        },
        words.map(SearchQuery::forms).orElse(""));
  }

  private Map<SessionId, Redactor> redactors(List<SessionQueries.Detail> details) {
    return details.stream()
        .collect(toMap(detail -> detail.session().id(), detail -> secrets.of(project(detail))));
  }

  /** If it is not there any more, that is what is said. */
  private Project project(SessionQueries.Detail detail) {
    return detail
        .project()
        .orElseGet(() -> projects.require(detail.session().assignment().project().value()));
  }

  /** What a command would do. */
  public CommandPreview preview(Preview preview) {
    ProjectId project =
        switch (preview) {
          case Preview.Work work -> work.request().project().id();
          case Preview.Act act -> act.session().assignment().project();
        };
    return Wire.preview(preview, secrets.forProject(project));
  }

  /** A page of commands; their projects are read at once. */
  public Page<CommandView> commands(Request request, dev.orch.store.Page<Command> page) {
    Set<ProjectId> ids =
        page.items().stream().map(Command::projectId).filter(Objects::nonNull).collect(toSet());
    Map<ProjectId, Project> known = projects.list(ids);
    return Paging.page(
        request,
        page,
        command ->
            Optional.ofNullable(command.projectId())
                .map(known::get)
                .map(project -> Wire.command(command, secrets.of(project)))
                .orElseGet(() -> command(command)));
  }

  public CommandView command(Command command) {
    return Wire.command(command, secrets.forProject(command.projectId()));
  }

  /** A page of its turns, ascending. */
  public Page<TurnView> turns(Request request, Session session) {
    Redactor masked = redactor(session);
    Page<Turn> page =
        Paging.ascending(
            request, (after, limit) -> sessions.turns(session.id(), after, limit), Turn::number);
    return new Page<>(
        page.items().stream().map(turn -> Wire.turn(turn, masked)).toList(), page.nextCursor());
  }

  public List<TurnView> turns(Session session) {
    Redactor masked = redactor(session);
    return sessions.turns(session.id()).stream().map(turn -> Wire.turn(turn, masked)).toList();
  }

  /** A page of those that wait, in the order of delivery. */
  public Page<FollowUpView> followUps(Request request, Session session) {
    List<FollowUp> all = sessions.followUps(session.id());
    Page<FollowUp> page =
        Paging.ascending(
            request,
            (after, limit) ->
                all.stream().filter(one -> one.position() > after).limit(limit).toList(),
            FollowUp::position);
    int before = page.items().isEmpty() ? 0 : all.indexOf(page.items().getFirst());
    return new Page<>(views(page.items(), before, session), page.nextCursor());
  }

  /** Those that wait, in the order of delivery. */
  public List<FollowUpView> followUps(Session session) {
    return views(sessions.followUps(session.id()), 0, session);
  }

  private List<FollowUpView> views(List<FollowUp> waiting, int before, Session session) {
    Redactor masked = redactor(session);
    return IntStream.range(0, waiting.size())
        .mapToObj(i -> Wire.followUp(waiting.get(i), before + i + 1, masked))
        .toList();
  }

  public InputRequestView inputRequest(InputRequest request) {
    return Wire.inputRequest(request, redactor(sessions.require(request.session().value())));
  }

  public Redactor redactor(Session session) {
    return secrets.forProject(session.assignment().project());
  }
}
