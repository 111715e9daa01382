package dev.orch.http.handler;

import dev.orch.api.cleanup.ReleaseBody;
import dev.orch.domain.session.Session;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Views;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationResults;
import dev.orch.operation.release.ReleaseService;
import dev.orch.session.SessionQueries;
import java.util.Optional;

/** The routes that give up worktrees. */
public final class ReleaseHandler {
  private final ReleaseService releases;
  private final OperationResults results;
  private final SessionQueries queries;
  private final Views views;
  private final Once once;

  /** Over the use cases. */
  public ReleaseHandler(
      ReleaseService releases,
      OperationResults results,
      SessionQueries queries,
      Views views,
      Once once) {
    this.releases = releases;
    this.results = results;
    this.queries = queries;
    this.views = views;
    this.once = once;
  }

  /** Gives it up. */
  public Response release(Request request, ReleaseBody body) {
    Session session = queries.require(request.id());
    return once.answerLong(
        request,
        new Once.LongWork() {
          @Override
          public Runnable first(Once.Receiving receiving) {
            return releases.begin(
                session.id(),
                body.planHash(),
                Caller.actor(request),
                new Answering(
                    receiving.key(),
                    receiving.working(),
                    () -> receiving.keep().accept(released(session))));
          }

          @Override
          public Optional<Response> again(String receiptKey) {
            return results.of(receiptKey).map(_ -> released(session));
          }
        });
  }

  private Response released(Session session) {
    return Answers.ok(views.session(queries.require(session.id().value())));
  }
}
