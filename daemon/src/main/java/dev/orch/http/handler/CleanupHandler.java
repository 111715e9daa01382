package dev.orch.http.handler;

import dev.orch.api.cleanup.DeleteBody;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.session.Session;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Views;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationResults;
import dev.orch.operation.cleanup.DeleteService;
import dev.orch.session.SessionQueries;
import java.util.Optional;

/** The routes that delete sessions. */
public final class CleanupHandler {
  private final DeleteService deletes;
  private final OperationResults results;
  private final SessionQueries queries;
  private final Views views;
  private final Once once;

  /** Over the use cases. */
  public CleanupHandler(
      DeleteService deletes,
      OperationResults results,
      SessionQueries queries,
      Views views,
      Once once) {
    this.deletes = deletes;
    this.results = results;
    this.queries = queries;
    this.views = views;
    this.once = once;
  }

  /** Deletes one. */
  public Response delete(Request request, DeleteBody body) {
    Session session = queries.require(request.id());
    DeleteService.Wanted wanted =
        new DeleteService.Wanted(
            Boolean.TRUE.equals(body.deleteBranch()),
            body.planHash(),
            Boolean.TRUE.equals(body.force()));
    return once.answerLong(
        request,
        new Once.LongWork() {
          @Override
          public Runnable first(Once.Receiving receiving) {
            return deletes.begin(
                session.id(),
                wanted,
                Caller.actor(request),
                new Answering(
                    receiving.key(),
                    receiving.working(),
                    () -> receiving.keep().accept(deleted(session))));
          }

          @Override
          public Optional<Response> again(String receiptKey) {
            return results.of(receiptKey).map(CleanupHandler.this::deleted);
          }
        });
  }

  private Response deleted(Operation operation) {
    return deleted(queries.require(operation.session().value()));
  }

  private Response deleted(Session session) {
    return Answers.ok(views.session(session));
  }
}
