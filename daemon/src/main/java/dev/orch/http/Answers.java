package dev.orch.http;

import dev.orch.http.json.Json;
import java.util.Map;

/** Answers of the usual kinds. */
public final class Answers {
  /** The media type of all that is not a file or a stream. */
  public static final String JSON = "application/json";

  /** The media type of bytes of which nothing is known. */
  public static final String BYTES = "application/octet-stream";

  private Answers() {}

  /** Here it is. */
  public static Response ok(Object view) {
    return Response.of(200, JSON, Json.bytes(view));
  }

  /** Nothing but what it would be. */
  public static Response empty(String mediaType) {
    return new Response(200, Map.of("Content-Type", mediaType), new Response.Body.Nothing());
  }

  /** It is done, and there is nothing to show. */
  public static Response done() {
    return new Response(204, Map.of(), new Response.Body.Nothing());
  }

  /** It is wanted and recorded; it will happen. */
  public static Response accepted(Object view) {
    return Response.of(202, JSON, Json.bytes(view));
  }

  /** It is made, as a file of this machine. */
  public static Response made(Object view) {
    return Response.of(201, JSON, Json.bytes(view));
  }

  /** It is made, and is there. */
  public static Response created(Request request, String id, Object view) {
    return Response.of(201, JSON, Json.bytes(view))
        .with("Location", request.head().path() + "/" + id);
  }
}
