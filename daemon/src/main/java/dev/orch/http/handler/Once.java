package dev.orch.http.handler;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Does what a request asks for once, however often it comes with the same Idempotency-Key. */
public final class Once {
  private static final int LONGEST_KEY = 255;

  private final Receipts receipts;

  /** With the answers that were given before. */
  public Once(Receipts receipts) {
    this.receipts = receipts;
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
  static String text(Response response) {
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
    return receipt.status() == 201
        ? answer.with("Location", request.head().path() + "/" + Json.id(receipt.body()))
        : answer;
  }
}
