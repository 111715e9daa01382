package dev.orch.http.handler;

import static java.util.stream.Collectors.toSet;

import dev.orch.api.Page;
import dev.orch.api.session.NoBody;
import dev.orch.api.session.ResumeBody;
import dev.orch.api.session.StopBody;
import dev.orch.api.session.TransitionView;
import dev.orch.command.TurnCheck;
import dev.orch.domain.event.Event;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Fields;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Paging;
import dev.orch.http.exchange.Views;
import dev.orch.operation.Teardowns;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.store.SessionStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The routes of sessions that exist. */
public final class SessionsHandler {
  private final SessionService sessions;
  private final Teardowns teardowns;
  private final SessionQueries queries;
  private final Views views;
  private final Filters filters;
  private final Once once;
  private final TurnCheck turnCheck;

  /** Over the use cases. */
  public SessionsHandler(
      SessionService sessions,
      Teardowns teardowns,
      SessionQueries queries,
      TurnCheck turnCheck,
      Views views,
      Filters filters,
      Once once) {
    this.sessions = sessions;
    this.teardowns = teardowns;
    this.queries = queries;
    this.turnCheck = turnCheck;
    this.views = views;
    this.filters = filters;
    this.once = once;
  }

  /** Those that fit, newest first. */
  public Response list(Request request) {
    Optional<SearchQuery> words = filters.words(request);
    Optional<ProjectId> project = filters.project(request);
    Optional<AgentId> agent = filters.agent(request);
    Optional<CommandAction> action = request.query().choice(Filters.ACTION, CommandAction.class);
    Set<SessionState> inView = inView(request);
    Set<SessionState> states =
        request
            .query()
            .choice(Filters.STATE, SessionState.class)
            .<Set<SessionState>>map(EnumSet::of)
            .orElse(inView);
    SessionStore.Among among = among(request);
    SessionStore.Filter filter =
        new SessionStore.Filter(
            project.orElse(null),
            states,
            agent.orElse(null),
            action.orElse(null),
            words.orElse(null),
            among);
    Map<String, Set<String>> chosen =
        Filters.chosen(
            Map.of(
                Filters.PROJECT, project.map(ProjectId::value),
                Filters.AGENT, agent.map(AgentId::value),
                Filters.ACTION, action.map(CommandAction::wireName)));
    chosen.put(Filters.STATE.name(), names(states));
    return Answers.ok(
        filters.faceted(
            request,
            inView.containsAll(states)
                ? views.sessions(request, queries.list(filter, Paging.wanted(request)), words)
                : new Page<>(List.of(), null),
            () ->
                queries
                    .count(words.orElse(null), among)
                    .within(Filters.STATE.name(), names(inView)),
            chosen));
  }

  private static SessionStore.Among among(Request request) {
    return request.query().flag(Filters.QUEUED)
        ? SessionStore.Among.QUEUED
        : SessionStore.Among.ALL;
  }

  private static Set<String> names(Set<SessionState> states) {
    return states.stream().map(SessionState::wireName).collect(toSet());
  }

  /** All but deleted ones, and but archived ones unless they are wanted too. */
  private static Set<SessionState> inView(Request request) {
    return EnumSet.complementOf(
        request.query().flag(Filters.ARCHIVED)
            ? EnumSet.of(SessionState.DELETED)
            : EnumSet.of(SessionState.ARCHIVED, SessionState.DELETED));
  }

  /** One. */
  public Response show(Request request) {
    return Answers.ok(views.session(queries.require(request.id())));
  }

  /** Its turns, oldest first. */
  public Response turns(Request request) {
    return Answers.ok(views.turns(request, queries.require(request.id())));
  }

  /** The steps it took, oldest first. */
  public Response transitions(Request request) {
    SessionId id = id(request);
    Page<Event> page =
        Paging.ascending(
            request, (after, limit) -> queries.transitions(id, after, limit), Event::seq);
    List<TransitionView> steps =
        page.items().stream().map(Wire::transition).flatMap(Optional::stream).toList();
    return Answers.ok(new Page<>(steps, page.nextCursor()));
  }

  /** Records that it is to stop; where its teardown is at work, that ends and no agent does. */
  public Response stop(Request request, StopBody body) {
    Reason reason = body.reason() == StopBody.Reason.SHUTDOWN ? Reason.SHUTDOWN : Reason.USER;
    SessionId id = id(request);
    return once.answer(
        request,
        keep -> {
          Consumer<Session> accepted = after -> keep.accept(Answers.accepted(views.session(after)));
          if (!teardowns.stop(id, Caller.actor(request), accepted)) {
            sessions.stop(id, reason, Caller.actor(request), accepted);
          }
        });
  }

  /** Goes on with it. */
  public Response resume(Request request, ResumeBody body) {
    if (body.message() != null) {
      Fields.requireMessage("message", body.message());
    }
    Session session = queries.require(request.id());
    return once.answer(
        request,
        keep -> {
          turnCheck.requireFor(queries.detail(session), SessionAction.RESUME);
          sessions.resume(
              session.id(),
              body.message(),
              Caller.actor(request),
              after -> keep.accept(Answers.accepted(views.session(after))));
        });
  }

  /** Puts it out of sight. */
  public Response archive(Request request, NoBody body) {
    SessionId id = id(request);
    return once.answer(
        request, keep -> sessions.archive(id, Caller.actor(request), after -> keep(keep, after)));
  }

  /** Takes it back to what it was. */
  public Response unarchive(Request request, NoBody body) {
    SessionId id = id(request);
    return once.answer(
        request, keep -> sessions.unarchive(id, Caller.actor(request), after -> keep(keep, after)));
  }

  /** Records that a person has looked at it. */
  public Response seen(Request request, NoBody body) {
    SessionId id = id(request);
    return once.answer(request, keep -> sessions.seen(id, after -> keep(keep, after)));
  }

  private void keep(Consumer<Response> keep, Session after) {
    keep.accept(Answers.ok(views.session(after)));
  }

  private SessionId id(Request request) {
    return queries.require(request.id()).id();
  }
}
