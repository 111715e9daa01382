package dev.orch.http;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.http.json.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One route with all that a client has to know of it; the API's description is made from these.
 *
 * @param body what its body says; null where it takes none
 * @param problems what may go wrong beside what may go wrong everywhere
 */
public record Route(
    String method,
    ApiPath path,
    String operationId,
    String summary,
    Access access,
    List<Parameter> query,
    @Nullable Class<?> body,
    Answer answer,
    Set<ProblemType> problems,
    Handler handler) {

  /** What a route answers when all goes well. */
  public sealed interface Answer {
    /** The HTTP status. */
    int status();

    /** A record. */
    record One(int status, Class<?> type) implements Answer {}

    /** A page of records. */
    record PageOf(Class<?> item) implements Answer {
      @Override
      public int status() {
        return 200;
      }
    }

    /** Bytes of this media type, all with 200 or those that were asked for with 206. */
    record Ranged(String mediaType) implements Answer {
      @Override
      public int status() {
        return 200;
      }
    }

    /** Bytes of this media type; with a star where the resource decides. */
    record Raw(String mediaType) implements Answer {
      @Override
      public int status() {
        return 200;
      }
    }
  }

  /** What does the work of a route. */
  @FunctionalInterface
  public interface Handler {
    /** Answers one request, on the request's own virtual thread. */
    Response answer(Request request);
  }

  /** What does the work of a route that has a body. */
  @FunctionalInterface
  public interface BodyHandler<T> {
    /** Answers one request, on the request's own virtual thread. */
    Response answer(Request request, T body);
  }

  /** What a request waits for before it is answered. */
  @FunctionalInterface
  public interface Gate {
    /** Waits, never for long. */
    void await() throws InterruptedException;
  }

  /** The same route, with its work behind the gate. */
  public Route behind(Gate gate) {
    return new Route(
        method,
        path,
        operationId,
        summary,
        access,
        query,
        body,
        answer,
        problems,
        request -> {
          pass(gate);
          return handler.answer(request);
        });
  }

  private static void pass(Gate gate) {
    try {
      gate.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new RequestRefusedException(ProblemType.STOPPING, "the daemon is stopping");
    }
  }

  /** A route without its work. */
  public record Draft(
      String method,
      ApiPath path,
      String operationId,
      String summary,
      Access access,
      List<Parameter> query,
      Set<ProblemType> problems) {

    /** Takes these names in its query. */
    public Draft takes(Parameter... names) {
      return new Draft(method, path, operationId, summary, access, List.of(names), problems);
    }

    /** Takes the names of a page and these. */
    public Draft pages(Parameter... names) {
      List<Parameter> all = new java.util.ArrayList<>(List.of(names));
      all.add(Parameter.LIMIT);
      all.add(Parameter.CURSOR);
      return new Draft(method, path, operationId, summary, access, List.copyOf(all), problems);
    }

    /** May go wrong in these ways. */
    public Draft fails(ProblemType... types) {
      return new Draft(method, path, operationId, summary, access, query, Set.of(types));
    }

    /** Lets others in than its method would. */
    public Draft lets(Access others) {
      return new Draft(method, path, operationId, summary, others, query, problems);
    }

    /** The whole route. */
    public Route by(Answer answer, Handler handler) {
      return new Route(
          method, path, operationId, summary, access, query, null, answer, problems, handler);
    }

    /** The whole route, with a body. */
    public <T> Route by(Answer answer, Class<T> body, BodyHandler<T> handler) {
      return new Route(
          method,
          path,
          operationId,
          summary,
          access,
          query,
          body,
          answer,
          problems,
          request -> handler.answer(request, Json.read(request.body(), body)));
    }
  }

  /** A route that reads. */
  public static Draft get(ApiPath path, String operationId, String summary) {
    return new Draft("GET", path, operationId, summary, Access.READ, List.of(), Set.of());
  }

  /** A route that does something. */
  public static Draft post(ApiPath path, String operationId, String summary) {
    return new Draft("POST", path, operationId, summary, Access.ACT, List.of(), Set.of());
  }

  /** A route that replaces something. */
  public static Draft put(ApiPath path, String operationId, String summary) {
    return new Draft("PUT", path, operationId, summary, Access.ACT, List.of(), Set.of());
  }
}
