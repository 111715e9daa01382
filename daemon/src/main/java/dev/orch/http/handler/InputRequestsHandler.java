package dev.orch.http.handler;

import dev.orch.api.ProblemType;
import dev.orch.api.session.AnswerBody;
import dev.orch.command.TurnCheck;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Fields;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Paging;
import dev.orch.http.exchange.Views;
import dev.orch.inbox.InboxService;
import dev.orch.session.SessionQueries;
import dev.orch.store.InputRequestStore;
import java.util.Map;
import java.util.Optional;

/** The routes of the inbox. */
public final class InputRequestsHandler {
  private final InboxService inbox;
  private final SessionQueries queries;
  private final Views views;
  private final Filters filters;
  private final Once once;
  private final TurnCheck turnCheck;

  /** Over the use case. */
  public InputRequestsHandler(
      InboxService inbox,
      SessionQueries queries,
      TurnCheck turnCheck,
      Views views,
      Filters filters,
      Once once) {
    this.inbox = inbox;
    this.queries = queries;
    this.turnCheck = turnCheck;
    this.views = views;
    this.filters = filters;
    this.once = once;
  }

  /** Those that fit, oldest first. */
  public Response list(Request request) {
    Optional<ProjectId> project = filters.project(request);
    Optional<SessionId> session = filters.session(request);
    Optional<InputRequest.Status> status =
        request.query().choice(Filters.STATUS, InputRequest.Status.class);
    Optional<InputRequest.Kind> kind =
        request.query().choice(Filters.REQUEST_KIND, InputRequest.Kind.class);
    InputRequestStore.Filter filter =
        new InputRequestStore.Filter(
            project.orElse(null), session.orElse(null), status.orElse(null), kind.orElse(null));
    return Answers.ok(
        filters.faceted(
            request,
            Paging.page(request, inbox.list(filter, Paging.wanted(request)), views::inputRequest),
            () -> inbox.count(session.orElse(null)),
            Filters.chosen(
                Map.of(
                    Filters.PROJECT, project.map(ProjectId::value),
                    Filters.STATUS, status.map(InputRequest.Status::wireName),
                    Filters.REQUEST_KIND, kind.map(InputRequest.Kind::wireName)))));
  }

  /** Answers one, once. */
  public Response answer(Request request, AnswerBody body) {
    Fields.requireShort("text", body.text());
    InputRequest asked = inbox.require(request.id());
    InboxService.Decided decided =
        new InboxService.Decided(decision(body), body.option(), body.text());
    return once.answer(
        request,
        keep -> {
          turnCheck.requireForAnswer(
              queries.detail(queries.require(asked.session().value())), asked);
          inbox.answer(
              asked,
              decided,
              Caller.actor(request),
              answered -> keep.accept(Answers.ok(views.inputRequest(answered))));
        });
  }

  private static InputRequest.Decision decision(AnswerBody body) {
    return switch (body.decision()) {
      case ALLOW -> InputRequest.Decision.ALLOW;
      case DENY -> InputRequest.Decision.DENY;
      case ALLOW_ALWAYS ->
          throw new RequestRefusedException(
              ProblemType.NOT_AVAILABLE_YET,
              "decision allow_always is not available in this version",
              Map.of("field", "decision"));
    };
  }
}
