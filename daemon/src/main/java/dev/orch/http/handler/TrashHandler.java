package dev.orch.http.handler;

import dev.orch.api.session.NoBody;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.CleanupWire;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Paging;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationResults;
import dev.orch.operation.cleanup.TrashService;
import dev.orch.store.Page;
import dev.orch.store.TrashStore;
import dev.orch.store.figures.FacetCube;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The routes of what deleted sessions left. */
public final class TrashHandler {
  private final TrashStore stored;
  private final TrashService trash;
  private final OperationResults results;
  private final Filters filters;
  private final Once once;

  /** Over what is stored, and the use cases that change it. */
  public TrashHandler(
      TrashStore stored, TrashService trash, OperationResults results, Filters filters, Once once) {
    this.stored = stored;
    this.trash = trash;
    this.results = results;
    this.filters = filters;
    this.once = once;
  }

  /** Those that fit, newest first, those among them that deletes at work are about to make. */
  public Response list(Request request) {
    Optional<ProjectId> project = filters.project(request);
    Optional<SessionId> session = filters.session(request);
    Page<TrashEntry> page =
        trash.list(project.orElse(null), session.orElse(null), Paging.wanted(request));
    Map<SessionId, Operation> atWork = trash.atWork();
    return Answers.ok(
        filters.faceted(
            request,
            Paging.page(request, page, entry -> CleanupWire.trash(entry, atWork)),
            () -> count(session.orElse(null)),
            Filters.chosen(Map.of(Filters.PROJECT, project.map(ProjectId::value)))));
  }

  /** All that are listed. */
  private FacetCube count(@Nullable SessionId session) {
    return stored
        .count(session)
        .with(
            trash.listComing(null, session).stream()
                .map(entry -> Map.of(Filters.PROJECT.name(), entry.project().value()))
                .toList());
  }

  /** Makes a branch and a worktree of one again. */
  public Response restore(Request request, NoBody body) {
    return once.answerLong(
        request,
        new Work(
            receiving -> {
              TrashEntry entry = trash.require(request.id());
              trash.restore(
                  entry,
                  Caller.actor(request),
                  receiving.key(),
                  receiving.working(),
                  where -> receiving.keep().accept(Answers.ok(CleanupWire.restored(where))));
            },
            operation -> Answers.ok(CleanupWire.restored(trash.restored(operation)))));
  }

  /** Removes one for good. */
  public Response empty(Request request) {
    return once.answerLong(
        request,
        new Work(
            receiving ->
                trash.empty(
                    trash.require(request.id()),
                    Caller.actor(request),
                    new Answering(
                        receiving.key(),
                        receiving.working(),
                        () -> receiving.keep().accept(Answers.done()))),
            _ -> Answers.done()));
  }

  private final class Work implements Once.LongWork {
    private final Consumer<Once.Receiving> work;
    private final Function<Operation, Response> after;

    Work(Consumer<Once.Receiving> work, Function<Operation, Response> after) {
      this.work = work;
      this.after = after;
    }

    /** It waits for nobody. */
    @Override
    public Runnable first(Once.Receiving receiving) {
      work.accept(receiving);
      return () -> {};
    }

    @Override
    public Optional<Response> again(String receiptKey) {
      return results.of(receiptKey).map(after);
    }
  }
}
