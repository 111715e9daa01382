package dev.orch.dist.daemon;

import dev.orch.api.openapi.DescribedAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the REST API with the token of an installation; each answer must be a described one. */
public record Api(String url, String token) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** An answer of the daemon. */
  public record Answer(int status, JsonNode body) {
    /** The body, if the request went well. */
    public JsonNode ok() {
      if (status >= 300) {
        throw new AssertionError(status + " " + body);
      }
      return body;
    }
  }

  /** Reads. */
  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** Writes. */
  public Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  /** Changes. */
  public Answer put(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  /** Takes back. */
  public Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE().build());
  }

  /** The bytes of what is there, whatever they are. */
  public byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        HTTP.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new AssertionError("%s: %d".formatted(path, response.statusCode()));
    }
    requireDescribed(response, new String(response.body(), StandardCharsets.UTF_8));
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
        .header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    String text = response.body();
    requireDescribed(response, text);
    boolean json = text.startsWith("{") || text.startsWith("[");
    return new Answer(response.statusCode(), json ? JSON.readTree(text) : JSON.valueToTree(text));
  }

  /** What the daemon says must be what it says of itself. */
  private static void requireDescribed(HttpResponse<?> response, String body) {
    HttpRequest request = response.request();
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    List<String> faults =
        DescribedAnswers.served()
            .faults(
                request.method(), request.uri().getRawPath(), response.statusCode(), type, body);
    if (!faults.isEmpty()) {
      throw new AssertionError("%s: %s in %s".formatted(request, faults, body));
    }
  }

  /** All events of a session of some types, in order. */
  public List<JsonNode> events(String session, String types)
      throws IOException, InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    long after = 0;
    while (true) {
      JsonNode page =
          get("/events?limit=500&session=%s&type=%s&after=%d".formatted(session, types, after))
              .ok()
              .path("items");
      page.forEach(events::add);
      if (page.isEmpty()) {
        return events;
      }
      after = page.get(page.size() - 1).path("seq").asLong();
    }
  }

  /** Asks again and again until the answer is as wanted. */
  public JsonNode await(String path, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    JsonNode last = get(path).ok();
    while (!wanted.test(last)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still " + last);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      last = get(path).ok();
    }
    return last;
  }
}
