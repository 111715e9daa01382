package dev.orch.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orch.api.openapi.DescribedAnswers;
import dev.orch.api.session.SessionState;
import dev.orch.cli.client.Json;
import dev.orch.cli.process.LiveProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Answers as the daemon does, with what a test put in: real HTTP, canned bodies. It writes the
 * files that a daemon writes, so that it is found as one is.
 */
public final class StubDaemon implements AutoCloseable {
  public static final String TOKEN = "the-token-of-this-installation-in-43-signs-";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<Reply>> answers = new ConcurrentHashMap<>();
  private final List<Seen> requests = new CopyOnWriteArrayList<>();
  private volatile Consumer<Seen> beforeAnswering = _ -> {};

  /** One request as it came. */
  public record Seen(
      String method, String path, String query, Map<String, String> headers, String body) {
    public String line() {
      return method + " " + path;
    }
  }

  /**
   * An answer; one of status 0 hangs up without a word.
   *
   * @param missing how many bytes are promised and never sent
   */
  private record Reply(int status, String type, ByteBuffer body, int missing) {
    Reply(int status, String type, ByteBuffer body) {
      this(status, type, body, 0);
    }
  }

  public StubDaemon() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Writes down, as a daemon does, that this process is the daemon of that state folder. */
  public StubDaemon announce(Path stateFolder) throws IOException {
    long self = ProcessHandle.current().pid();
    return announce(stateFolder, self, LiveProcess.startTicks(self).orElse(0));
  }

  /** Writes down that some process is. */
  public StubDaemon announce(Path stateFolder, long pid, long startTicks) throws IOException {
    answer(
        "GET /api/v1/health",
        200,
        """
        {"status":"ok","version":"0.1.0","uptime_seconds":11520,"pid":%d,"state_folder":"%s"}\
        """
            .formatted(pid, stateFolder));
    Files.createDirectories(stateFolder);
    Files.writeString(stateFolder.resolve("token"), TOKEN + "\n");
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("url", url().toString());
    file.put("pid", pid);
    file.put("start_ticks", startTicks);
    file.put("version", "0.1.0");
    file.put("state_folder", stateFolder.toString());
    Path whole = Files.writeString(stateFolder.resolve("daemon.json.new"), Json.text(file));
    Files.move(whole, stateFolder.resolve("daemon.json"), StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  /**
   * Answers with JSON, whatever the query is unless one pair of it is in the line; with several
   * answers to one request, each in its turn, the last for ever.
   *
   * @throws AssertionError if the daemon would not answer so
   */
  public StubDaemon answer(String line, int status, String json) {
    requireDescribed(line, status, type(status), json);
    return unheardOf(line, status, json);
  }

  /** Answers with what the daemon of today does not say; one of another day, or no daemon, may. */
  public StubDaemon unheardOf(String line, int status, String json) {
    return answer(line, json(status, json));
  }

  /** Has these sessions and no others: listed all, by state or by the queue, and counted. */
  public StubDaemon sessions(String... sessions) {
    String list = "GET /api/v1/sessions";
    Map<String, Integer> states = new LinkedHashMap<>();
    List<JsonNode> all =
        Arrays.stream(sessions).map(session -> Json.read(session, JsonNode.class)).toList();
    all.forEach(one -> states.merge(one.path("state").asString(), 1, Integer::sum));
    String[] queued = texts(all.stream().filter(one -> one.path("queued").isObject()));
    for (SessionState state : SessionState.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      Stream<JsonNode> there =
          all.stream().filter(one -> one.path("state").asString().equals(name));
      answer(list + "?state=" + name, 200, Canned.page(texts(there)));
    }
    return answer(list + "?queued=true", 200, Canned.page(queued))
        .answer(list, 200, Canned.page(sessions))
        .answer("GET /api/v1/stats", 200, Canned.stats(Json.text(states), "{}", queued.length));
  }

  private static String[] texts(Stream<JsonNode> sessions) {
    return sessions.map(JsonNode::toString).toArray(String[]::new);
  }

  private static String type(int status) {
    return status < 400 ? "application/json" : "application/problem+json";
  }

  /** A field of tomorrow may be among those that are described. */
  private static void requireDescribed(String line, int status, String type, String body) {
    String[] request = line.split(" ", 2);
    List<String> faults =
        DescribedAnswers.served()
            .faults(request[0], request[1].replaceFirst("\\?.*", ""), status, type, body)
            .stream()
            .filter(fault -> !fault.endsWith(".a_field_of_tomorrow is not described"))
            .toList();
    if (!faults.isEmpty()) {
      throw new AssertionError("%s: %s in %s".formatted(line, faults, body));
    }
  }

  /** Answers with this JSON from now on, whatever was to be answered before. */
  public StubDaemon instead(String line, int status, String json) {
    answers.remove(line);
    return answer(line, status, json);
  }

  /** Answers with bytes. */
  public StubDaemon bytes(String line, String type, byte[] body) {
    requireDescribed(line, 200, type, new String(body, StandardCharsets.UTF_8));
    return answer(line, new Reply(200, type, ByteBuffer.wrap(body)));
  }

  /** Answers with a stream that tells these events and ends. */
  public StubDaemon stream(String line, String... events) {
    byte[] text = Canned.streamed(events).getBytes(StandardCharsets.UTF_8);
    return bytes(line, "text/event-stream", text);
  }

  /** Hangs up in the middle of the bytes that it promised. */
  public StubDaemon breakOff(String line, String type, byte[] begin) {
    return answer(line, new Reply(200, type, ByteBuffer.wrap(begin), 10));
  }

  /** Hangs up once instead of answering. */
  public StubDaemon hangUp(String line) {
    return answer(line, new Reply(0, "", ByteBuffer.allocate(0)));
  }

  private StubDaemon answer(String line, Reply canned) {
    answers.computeIfAbsent(line, _ -> new ArrayDeque<>()).add(canned);
    return this;
  }

  /** Does this before each answer. */
  public StubDaemon beforeAnswering(Runnable work) {
    return beforeAnswering(_ -> work.run());
  }

  /** Does this before each answer, with the request. */
  public StubDaemon beforeAnswering(Consumer<Seen> work) {
    beforeAnswering = work;
    return this;
  }

  /** What came in so far. */
  public List<Seen> requests() {
    return List.copyOf(requests);
  }

  /** The requests of one method and path. */
  public List<Seen> requests(String line) {
    return requests.stream().filter(seen -> seen.line().equals(line)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Seen seen = seen(exchange);
      requests.add(seen);
      beforeAnswering.accept(seen);
      Reply canned = next(seen);
      if (canned.status() == 0) {
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", canned.type());
      byte[] bytes = new byte[canned.body().remaining()];
      canned.body().duplicate().get(bytes);
      exchange.sendResponseHeaders(
          canned.status(), bytes.length == 0 ? -1 : bytes.length + canned.missing());
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(bytes);
        body.flush();
      }
    }
  }

  private static Seen seen(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    URI target = exchange.getRequestURI();
    return new Seen(
        exchange.getRequestMethod(),
        target.getPath(),
        target.getQuery() == null ? "" : target.getQuery(),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private Reply next(Seen seen) {
    boolean open = seen.path().equals("/api/v1/health");
    boolean known = ("Bearer " + TOKEN).equals(seen.headers().get("authorization"));
    if (!known) {
      return open
          ? json(200, "{\"status\":\"ok\"}")
          : json(401, Canned.titled("unauthorized", 401, "Token required"));
    }
    Deque<Reply> canned =
        Arrays.stream(seen.query().split("&"))
            .map(pair -> answers.get(seen.line() + "?" + pair))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(() -> answers.get(seen.line()));
    if (canned == null) {
      return json(404, Canned.titled("route_not_found", 404, "No such route"));
    }
    synchronized (canned) {
      return canned.size() > 1 ? canned.removeFirst() : canned.getFirst();
    }
  }

  private static Reply json(int status, String body) {
    return new Reply(status, type(status), StandardCharsets.UTF_8.encode(body));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
