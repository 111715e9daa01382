package dev.orch.http.handler;

import dev.orch.api.apply.ApplyBody;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The routes that take a session's change into the checkout, and back. */
public final class ApplyHandler {
  /** What is not to come. */
  public static final Parameter EXCEPT =
      Parameter.texts("except", "a path that is not to come, as the preview names it");

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
    Set<String> except = Set.copyOf(request.query().texts(EXCEPT));
    ApplyService.Preview preview = apply.preview(queries.require(request.id()), except);
    return Answers.ok(ApplyWire.preview(preview.plan(), preview.hint()));
  }

  /** Does it. */
  public Response apply(Request request, ApplyBody body) {
    Session session = queries.require(request.id());
    return answer(
        request,
        session,
        answering -> apply.apply(session.id(), wanted(body), Caller.actor(request), answering));
  }

  private static ApplyService.Wanted wanted(ApplyBody body) {
    List<String> except = Objects.requireNonNullElse(body.except(), List.of());
    return new ApplyService.Wanted(body.planHash(), Set.copyOf(except));
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
          public Runnable first(Once.Receiving receiving) {
            work.accept(
                new Answering(
                    receiving.key(),
                    receiving.working(),
                    () -> receiving.keep().accept(shown(session.id()))));
            return () -> {}; // it waits for nobody
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
