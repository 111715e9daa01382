package dev.orch.http.handler;

import dev.orch.api.Page;
import dev.orch.api.session.NoBody;
import dev.orch.api.session.ResumeBody;
import dev.orch.api.session.StopBody;
import dev.orch.api.session.TransitionView;
import dev.orch.command.TurnCheck;
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
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.store.SessionStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The routes of sessions that exist. */
public final class SessionsHandler {
  private final SessionService sessions;
  private final SessionQueries queries;
  private final Views views;
  private final Filters filters;
  private final Once once;
  private final TurnCheck turnCheck;

  /** Over the use cases. */
  public SessionsHandler(
      SessionService sessions,
      SessionQueries queries,
      TurnCheck turnCheck,
      Views views,
      Filters filters,
      Once once) {
    this.sessions = sessions;
    this.queries = queries;
    this.turnCheck = turnCheck;
    this.views = views;
    this.filters = filters;
    this.once = once;
  }

  /** Those that fit, newest first. */
  public Response list(Request request) {
    SessionStore.Filter filter =
        new SessionStore.Filter(
            filters.project(request).orElse(null),
            states(request),
            filters.agent(request).orElse(null),
            request.query().choice(Filters.ACTION, CommandAction.class).orElse(null));
    return Answers.ok(views.sessions(request, queries.list(filter, Paging.wanted(request))));
  }

  /** The one that was asked for; else all but archived ones, unless they are wanted too. */
  private static Set<SessionState> states(Request request) {
    Optional<SessionState> asked = request.query().choice(Filters.STATE, SessionState.class);
    if (asked.isPresent()) {
      return EnumSet.of(asked.get());
    }
    return request.query().flag(Filters.ARCHIVED)
        ? Set.of()
        : EnumSet.complementOf(EnumSet.of(SessionState.ARCHIVED));
  }

  /** One. */
  public Response show(Request request) {
    return Answers.ok(views.session(queries.require(request.id())));
  }

  /** Its turns, oldest first. */
  public Response turns(Request request) {
    return Answers.ok(new Page<>(views.turns(queries.require(request.id())), null));
  }

  /** The steps it took, oldest first. */
  public Response transitions(Request request) {
    List<TransitionView> steps =
        queries.transitions(id(request)).stream()
            .map(Wire::transition)
            .flatMap(Optional::stream)
            .toList();
    return Answers.ok(new Page<>(steps, null));
  }

  /** Records that it is to stop. */
  public Response stop(Request request, StopBody body) {
    Reason reason = body.reason() == StopBody.Reason.SHUTDOWN ? Reason.SHUTDOWN : Reason.USER;
    SessionId id = id(request);
    return once.answer(
        request,
        keep ->
            sessions.stop(
                id,
                reason,
                Caller.actor(request),
                after -> keep.accept(Answers.accepted(views.session(after)))));
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

  private void keep(Consumer<Response> keep, Session after) {
    keep.accept(Answers.ok(views.session(after)));
  }

  private SessionId id(Request request) {
    return queries.require(request.id()).id();
  }
}
