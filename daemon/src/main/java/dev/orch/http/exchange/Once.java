package dev.orch.http.exchange;

import dev.orch.access.FirstAtWorkException;
import dev.orch.access.Receipts;
import dev.orch.api.ProblemType;
import dev.orch.domain.operation.Receipt;
import dev.orch.http.Answers;
import dev.orch.http.Head;
import dev.orch.http.Problems;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.json.Json;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what a request asks for once, however often it comes with the same Idempotency-Key. */
public final class Once {
  private static final int LONGEST_KEY = 255;

  private final Receipts receipts;
  private final Function<String, Optional<String>> atWork;

  /**
   * With the answers that were given before.
   *
   * @param atWork what the first request of a receipt's key has begun and not ended, in words
   */
  public Once(Receipts receipts, Function<String, Optional<String>> atWork) {
    this.receipts = receipts;
    this.atWork = atWork;
  }

  /**
   * Does the work, or gives the answer of the first time.
   *
   * @param work is given what to call, once, inside its commit with the answer
   */
  public Response answer(Request request, Consumer<Consumer<Response>> work) {
    Optional<Receipts.Repeatable> repeatable = repeatable(request);
    if (repeatable.isEmpty()) {
      AtomicReference<Response> answer = new AtomicReference<>();
      work.accept(answer::set);
      return answer.get();
    }
    Optional<Receipt> known = receipts.begin(repeatable.get());
    return known
        .map(receipt -> replayed(request, receipt))
        .orElseGet(() -> first(repeatable.get(), work));
  }

  /**
   * The same for work that has no commit of its own: its answer is kept in one behind it, so that a
   * crash between the two has the next request do it again.
   */
  public Response answerAfter(Request request, Supplier<Response> work) {
    return answer(
        request,
        keep -> {
          Response done = work.get();
          receipts.commit(() -> keep.accept(done));
        });
  }

  private Response first(Receipts.Repeatable request, Consumer<Consumer<Response>> work) {
    AtomicReference<Response> answer = new AtomicReference<>();
    try {
      work.accept(response -> {
        answer.set(response);
        receipts.keep(request, response.status(), text(response));
      });
      return answer.get();
    } finally {
      receipts.end(request);
    }
  }

  /**
   * Work of several commits.
   *
   * <p>The receipt is kept as {@code working} by its first commit and completed by its last, so
   * that a repeated request neither begins it again nor is answered too early, also after a crash.
   */
  public interface LongWork {
    /**
     * Begins it. Called for the first request only.
     *
     * @return the rest of it, which may wait for others as long as they take; nobody is kept from
     *     being answered meanwhile
     */
    Runnable first(Receiving receiving);

    /**
     * The answer to what an earlier daemon, or a request that failed, began under this key.
     *
     * @return empty while it is at work still
     * @throws RuntimeException if it came to nothing: the failure is the answer, and the key is
     *     free again
     */
    Optional<Response> again(String receiptKey);
  }

  /**
   * What the first request of {@link LongWork} keeps.
   *
   * @param key goes into the row of the operation; null where nothing is kept
   * @param working is called once, inside the first commit
   * @param keep is called once, inside the last commit
   */
  public record Receiving(@Nullable String key, Runnable working, Consumer<Response> keep) {}

  /** As {@link #answer}, for work of several commits. */
  public Response answerLong(Request request, LongWork work) {
    Optional<Receipts.Repeatable> repeatable = repeatable(request);
    if (repeatable.isEmpty()) {
      AtomicReference<Response> answer = new AtomicReference<>();
      Runnable rest = work.first(new Receiving(null, () -> {}, answer::set));
      return Response.later(() -> {
        rest.run();
        return answer.get();
      });
    }
    Optional<Receipt> known = begin(repeatable.get());
    if (known.isEmpty()) {
      return firstOfLong(repeatable.get(), work);
    }
    return known.get().isWorking() ? left(repeatable.get(), work) : replayed(request, known.get());
  }

  private Optional<Receipt> begin(Receipts.Repeatable request) {
    try {
      return receipts.begin(request);
    } catch (FirstAtWorkException _) {
      throw stillAtWork(request);
    }
  }

  private FirstAtWorkException stillAtWork(Receipts.Repeatable request) {
    return atWork
        .apply(request.key())
        .map(what -> new FirstAtWorkException(request.name(), what))
        .orElseGet(() -> new FirstAtWorkException(request.name()));
  }

  private Response firstOfLong(Receipts.Repeatable request, LongWork work) {
    AtomicReference<Response> answer = new AtomicReference<>();
    Receiving receiving =
        new Receiving(
            request.key(),
            () -> receipts.keepWorking(request),
            response -> {
              answer.set(response);
              receipts.complete(request, response.status(), text(response));
            });
    Optional<Runnable> rest = Optional.empty();
    try {
      rest = Optional.of(work.first(receiving));
    } finally {
      if (rest.isEmpty()) {
        receipts.end(request);
      }
    }
    Runnable begun = rest.get();
    return Response.later(() -> {
      try {
        begun.run();
        return answer.get();
      } finally {
        receipts.end(request);
      }
    });
  }

  private Response left(Receipts.Repeatable request, LongWork work) {
    Optional<Response> answer;
    try {
      answer = work.again(request.key());
    } catch (StoreUnavailableException | StoreClosedException away) {
      throw away;
    } catch (RuntimeException failure) {
      receipts.forget(request);
      throw failure;
    }
    Response found = answer.orElseThrow(() -> stillAtWork(request));
    receipts.completeLeft(request, found.status(), text(found));
    return found;
  }

  private static Optional<Receipts.Repeatable> repeatable(Request request) {
    List<String> keys = request.head().headers().all("idempotency-key");
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    String key = keys.getFirst();
    boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (keys.size() > 1 || key.isEmpty() || key.length() > LONGEST_KEY || !printable) {
      throw new RequestRefusedException(
          ProblemType.INVALID_IDEMPOTENCY_KEY, "%s is no key".formatted(keys));
    }
    Head head = request.head();
    return Optional.of(
        Receipts.Repeatable.of(
            key,
            "%s %s".formatted(request.caller(), request.route().operationId()),
            "%s %s?%s".formatted(head.method(), head.path(), head.query()),
            request.body()));
  }

  /** What is kept of an answer. */
  public static String text(Response response) {
    return switch (response.body()) {
      case Response.Body.Whole whole ->
          StandardCharsets.UTF_8.decode(whole.bytes().slice()).toString();
      case Response.Body.Nothing _ -> "";
      case Response.Body.FilePart _,
          Response.Body.Pieces _,
          Response.Body.Live _,
          Response.Body.Later _ ->
          throw new IllegalArgumentException("not an answer that can be given twice");
    };
  }

  private static Response replayed(Request request, Receipt receipt) {
    if (receipt.status() == 204) {
      return Answers.done();
    }
    Response answer =
        Response.of(
            receipt.status(),
            receipt.status() < 400 ? Answers.JSON : Problems.MEDIA_TYPE,
            receipt.body().getBytes(StandardCharsets.UTF_8));
    return Optional.of(receipt)
        .filter(made -> made.status() == 201)
        .flatMap(made -> Json.findId(made.body()))
        .map(id -> answer.with("Location", request.head().path() + "/" + id))
        .orElse(answer);
  }
}
