package dev.orch.http.handler;

import dev.orch.api.apply.ApplyBody;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.ApplyWire;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Views;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationResults;
import dev.orch.operation.apply.ApplyService;
import dev.orch.session.SessionQueries;
import java.util.Optional;
import java.util.function.Consumer;

/** The routes that take a session's change into the checkout, and back. */
public final class ApplyHandler {
  private final ApplyService apply;
  private final OperationResults results;
  private final SessionQueries queries;
  private final Views views;
  private final Once once;

  /** Over the use cases. */
  public ApplyHandler(
      ApplyService apply,
      OperationResults results,
      SessionQueries queries,
      Views views,
      Once once) {
    this.apply = apply;
    this.results = results;
    this.queries = queries;
    this.views = views;
    this.once = once;
  }

  /** What it would do. */
  public Response preview(Request request) {
    return Answers.ok(ApplyWire.preview(apply.preview(queries.require(request.id()))));
  }

  /** Does it. */
  public Response apply(Request request, ApplyBody body) {
    Session session = queries.require(request.id());
    return answer(
        request,
        session,
        answering -> apply.apply(session.id(), body.planHash(), Caller.actor(request), answering));
  }

  /** Takes it back. */
  public Response undo(Request request) {
    Session session = queries.require(request.id());
    return answer(
        request, session, answering -> apply.undo(session.id(), Caller.actor(request), answering));
  }

  private Response answer(Request request, Session session, Consumer<Answering> work) {
    return once.answerLong(
        request,
        new Once.LongWork() {
          @Override
          public void first(Once.Receiving receiving) {
            work.accept(
                new Answering(
                    receiving.key(),
                    receiving.working(),
                    () -> receiving.keep().accept(shown(session.id()))));
          }

          @Override
          public Optional<Response> again(String receiptKey) {
            return results.of(receiptKey).map(_ -> shown(session.id()));
          }
        });
  }

  private Response shown(SessionId session) {
    return Answers.ok(views.session(queries.require(session.value())));
  }
}
