package dev.orch.http.handler;

import dev.orch.api.session.EditFollowUp;
import dev.orch.api.session.FollowUpBody;
import dev.orch.command.TurnCheck;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Fields;
import dev.orch.http.exchange.FollowUpAnswers;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Views;
import dev.orch.session.KeptFollowUps;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;

/** The routes of follow-ups. */
public final class FollowUpsHandler {
  private final SessionService sessions;
  private final SessionQueries queries;
  private final Views views;
  private final FollowUpAnswers answers;
  private final Once once;
  private final TurnCheck turnCheck;

  /** Over the use cases. */
  public FollowUpsHandler(
      SessionService sessions,
      SessionQueries queries,
      TurnCheck turnCheck,
      Views views,
      Once once) {
    this.sessions = sessions;
    this.queries = queries;
    this.turnCheck = turnCheck;
    this.views = views;
    this.answers = new FollowUpAnswers(queries, views);
    this.once = once;
  }

  /** Those that wait, in the order of delivery. */
  public Response list(Request request) {
    return Answers.ok(views.followUps(request, queries.require(request.id())));
  }

  /** Says more to a session. */
  public Response send(Request request, FollowUpBody body) {
    Fields.requireMessage("message", body.message());
    FollowUp.Mode mode = FollowUpAnswers.mode(body.mode());
    Session session = queries.require(request.id());
    return once.answer(
        request,
        keep -> {
          turnCheck.requireFor(queries.detail(session), SessionAction.FOLLOW_UP);
          sessions.followUp(
              session.id(),
              body.message(),
              mode,
              Caller.actor(request),
              result -> keep.accept(Answers.accepted(answers.of(result))));
        });
  }

  /** Replaces the words of one that waits. */
  public Response edit(Request request, EditFollowUp body) {
    Fields.requireMessage("message", body.message());
    Session session = queries.require(request.id());
    return once.answer(
        request,
        keep ->
            sessions
                .kept()
                .edit(
                    session.id(),
                    request.name("follow_up"),
                    new KeptFollowUps.Edit(body.message(), body.version()),
                    edited -> keep.accept(Answers.ok(answers.find(session, edited).orElseThrow())),
                    Caller.actor(request)));
  }

  /** Takes one away that waits. */
  public Response withdraw(Request request) {
    Session session = queries.require(request.id());
    return once.answer(
        request,
        keep ->
            sessions
                .kept()
                .withdraw(
                    session.id(),
                    request.name("follow_up"),
                    () -> keep.accept(Answers.done()),
                    Caller.actor(request)));
  }
}
