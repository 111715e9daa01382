package dev.orch.http;

import static java.util.stream.Collectors.toSet;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.http.json.BodyRefusals;
import dev.orch.http.json.Json;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One route with all that a client has to know of it; the API's description is made from these.
 *
 * @param body what its body says; null where it takes none
 */
public record Route(Draft draft, @Nullable Class<?> body, Answer answer, Handler handler) {
  /** What any request to any route may be refused for. */
  public static final Set<ProblemType> EVERYWHERE =
      Collections.unmodifiableSet(
          EnumSet.of(
              ProblemType.UNAUTHORIZED,
              ProblemType.FORBIDDEN_ORIGIN,
              ProblemType.CROSS_SITE,
              ProblemType.MISDIRECTED_HOST,
              ProblemType.CREDENTIALS_IN_URL,
              ProblemType.BAD_REQUEST,
              ProblemType.BAD_PATH,
              ProblemType.BODY_TOO_LARGE,
              ProblemType.HEADER_TOO_LARGE,
              ProblemType.PATH_TOO_LONG,
              ProblemType.TOO_MANY_BAD_TOKENS,
              ProblemType.BUSY,
              ProblemType.UNKNOWN_QUERY,
              ProblemType.INVALID_QUERY,
              ProblemType.STORE_UNAVAILABLE,
              ProblemType.STOPPING,
              ProblemType.INTERNAL));

  /** What a route answers when all goes well. */
  public sealed interface Answer {
    /** The HTTP status. */
    int status();

    /** A record. */
    record One(int status, Class<?> type) implements Answer {}

    /** A record; with 200 another one, where nothing was to be done but to say what would be. */
    record OneOrPreview(int status, Class<?> type, Class<?> preview) implements Answer {}

    /** Nothing: it is done. */
    record Nothing() implements Answer {
      @Override
      public int status() {
        return 204;
      }
    }

    /** A page of records. */
    record PageOf(Class<?> item) implements Answer {
      @Override
      public int status() {
        return 200;
      }
    }

    /** A page of records; with the count per filter value to who asks for facets. */
    record FacetedPageOf(Class<?> item) implements Answer {
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

    /**
     * Bytes as {@link Ranged} gives them; to who accepts only those, as server-sent events.
     *
     * @param events as {@link Live} has them
     */
    record RangedOrLive(String mediaType, Map<String, Class<?>> events) implements Answer {
      @Override
      public int status() {
        return 200;
      }
    }

    /**
     * Server-sent events.
     *
     * @param events what the data of one is, by its name
     */
    record Live(Map<String, Class<?>> events) implements Answer {
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

  /** The HTTP method. */
  public String method() {
    return draft.method();
  }

  /** Where it is. */
  public ApiPath path() {
    return draft.path();
  }

  /** Its name in the API's description. */
  public String operationId() {
    return draft.operationId();
  }

  /** What it does, in a few words. */
  public String summary() {
    return draft.summary();
  }

  /** Who may use it. */
  public Access access() {
    return draft.access();
  }

  /** What may stand in its query. */
  public List<Parameter> query() {
    return draft.query();
  }

  /** What a request may be refused for, beside what it may be refused for everywhere. */
  public Set<ProblemType> problems() {
    Set<ProblemType> all = EnumSet.noneOf(ProblemType.class);
    all.addAll(draft.problems());
    all.addAll(access().refusals());
    query().forEach(parameter -> all.addAll(parameter.refusals()));
    if (body != null) {
      all.addAll(BodyRefusals.of(body));
    }
    return all;
  }

  /** The same route, with its work behind the gate. */
  public Route behind(Gate gate) {
    return new Route(
        draft,
        body,
        answer,
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

  /**
   * A route without its work.
   *
   * @param problems what it may be refused for of its own
   */
  public record Draft(
      String method,
      ApiPath path,
      String operationId,
      String summary,
      Access access,
      List<Parameter> query,
      Set<ProblemType> problems) {

    private static Draft of(
        String method, ApiPath path, String operationId, String summary, Access access) {
      return new Draft(method, path, operationId, summary, access, List.of(), Set.of());
    }

    private Draft with(Access others, List<Parameter> names, Set<ProblemType> types) {
      return new Draft(method, path, operationId, summary, others, names, types);
    }

    /** Takes these names in its query. */
    public Draft takes(Parameter... names) {
      return with(access, List.of(names), problems);
    }

    /** Takes the names of a page and these. */
    public Draft pages(Parameter... names) {
      Stream<Parameter> page = Stream.of(Parameter.LIMIT, Parameter.CURSOR);
      return with(access, Stream.concat(Stream.of(names), page).toList(), problems);
    }

    /** May go wrong in these ways too. */
    public Draft fails(ProblemType... types) {
      return with(
          access, query, Stream.concat(problems.stream(), Stream.of(types)).collect(toSet()));
    }

    /** Lets others in than its method would. */
    public Draft lets(Access others) {
      return with(others, query, problems);
    }

    /** The whole route. */
    public Route by(Answer answer, Handler handler) {
      return new Route(this, null, answer, handler);
    }

    /** The whole route, with a body. */
    public <T> Route by(Answer answer, Class<T> body, BodyHandler<T> handler) {
      return new Route(
          this, body, answer, request -> handler.answer(request, Json.read(request.body(), body)));
    }
  }

  /** A route that reads. */
  public static Draft get(ApiPath path, String operationId, String summary) {
    return Draft.of("GET", path, operationId, summary, Access.READ);
  }

  /** A route that does something. */
  public static Draft post(ApiPath path, String operationId, String summary) {
    return Draft.of("POST", path, operationId, summary, Access.ACT);
  }

  /** A route that takes something away. */
  public static Draft delete(ApiPath path, String operationId, String summary) {
    return Draft.of("DELETE", path, operationId, summary, Access.ACT);
  }

  /** A route that replaces something. */
  public static Draft put(ApiPath path, String operationId, String summary) {
    return Draft.of("PUT", path, operationId, summary, Access.ACT);
  }
}
