package dev.orch.dist.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stand-in for the model service, in the Anthropic Messages dialect, on a free loopback port.
 * What it answers is written in the user's prompt, see {@link Directive}; a prompt without
 * directives is echoed. A model named {@code …no-such-model…} is not found, and a key that is
 * missing or contains {@code invalid} is refused.
 */
public final class ScriptedModelServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> MODELS =
      List.of("claude-opus-4-8", "claude-sonnet-5", "claude-haiku-4-5");
  private static final int EVENTS_BEFORE_CUT = 3;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Ends every wait when the server is closed. */
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Written by the threads that answer. */
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

  /** How often a failure was answered already, by what was asked; the only thing remembered. */
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

  private final Gates gates = new Gates();

  /** Scripts of prompts that hold none, by words of theirs. */
  private final Map<String, String> scripts = new ConcurrentHashMap<>();

  private ScriptedModelServer(HttpServer server) {
    this.server = server;
  }

  /** Starts one; it must be closed. */
  public static ScriptedModelServer open() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ScriptedModelServer model = new ScriptedModelServer(http);
      http.createContext("/", model::handle);
      http.setExecutor(model.threads);
      http.start();
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, without a trailing slash. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests for an answer so far, oldest first. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** From now on answers a prompt with these words as it would answer that script. */
  public void understand(String words, String script) {
    scripts.put(words, script);
  }

  /** Whether an answer has come to this gate of its script. */
  public boolean isAtGate(String name) {
    return gates.isReached(name);
  }

  /** Lets every answer pass that comes to this gate, from now on. */
  public void openGate(String name) {
    gates.open(name);
  }

  @Override
  public void close() {
    closing.countDown();
    gates.close();
    server.stop(0);
    threads.close();
  }

  /** Closes the exchange only when all went well: a cut answer must not be ended properly. */
  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      route(exchange, body);
    } catch (JacksonException _) {
      fail(exchange, 400, "not JSON");
    }
    exchange.close();
  }

  private void route(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/messages")) {
      answer(exchange, JSON.readTree(body));
    } else if (path.endsWith("/count_tokens")) {
      send(exchange, 200, JSON.createObjectNode().put("input_tokens", body.length / 4));
    } else if (path.endsWith("/models")) {
      send(exchange, 200, models());
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      fail(exchange, 404, "no such path: " + path);
    }
  }

  private void answer(HttpExchange exchange, JsonNode body) throws IOException {
    String model = body.path("model").asString("");
    String key = key(exchange);
    Conversation conversation = Conversation.of(body);
    requests.add(new RecordedRequest(model, !key.isEmpty(), conversation));
    if (key.isEmpty() || key.contains("invalid")) {
      fail(exchange, 401, "invalid API key");
    } else if (model.contains("no-such-model")) {
      fail(exchange, 404, "model: " + model);
    } else {
      play(exchange, body, conversation);
    }
  }

  private void play(HttpExchange exchange, JsonNode body, Conversation conversation)
      throws IOException {
    Script script = Script.of(script(conversation.prompt()));
    boolean sideCall = !conversation.offersTools() && script.callsTools();
    List<Directive> due = sideCall ? List.of() : script.answerAfter(conversation.calls());
    boolean cut = false;
    for (Directive directive : due) {
      switch (directive) {
        case Directive.Sleep sleep -> pause(sleep.time());
        case Directive.Hang _ -> awaitClosing();
        case Directive.Gate gate -> gates.pass(gate.name());
        case Directive.Fail failure when happensAgain(failure, failure.times(), conversation) -> {
          fail(exchange, failure.status(), "scripted error " + failure.status());
          return;
        }
        case Directive.Cut wanted -> cut = happensAgain(wanted, wanted.times(), conversation);
        case Directive.Fail _,
            Directive.Say _,
            Directive.Think _,
            Directive.Call _,
            Directive.And _,
            Directive.Tokens _,
            Directive.Usage _ -> {}
      }
    }
    Answer answer = answer(script, due, sideCall, conversation);
    MessageEvents events = MessageEvents.of(body.path("model").asString(""), answer);
    if (body.path("stream").asBoolean(false)) {
      stream(exchange, events.stream(), answer.pause(), cut);
    } else {
      send(exchange, 200, events.body());
    }
  }

  private String script(String prompt) {
    return scripts.entrySet().stream()
        .filter(known -> prompt.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(prompt);
  }

  private static Answer answer(
      Script script, List<Directive> due, boolean sideCall, Conversation conversation) {
    if (sideCall) {
      return Answer.plain("ok");
    }
    if (script.directives().isEmpty()) {
      return Answer.plain(conversation.offersTools() ? "Echo: " + conversation.prompt() : "ok");
    }
    return Answer.of(due, script, conversation);
  }

  private boolean happensAgain(Directive failure, int times, Conversation conversation) {
    String what = failure + " " + conversation.calls() + " " + conversation.prompt();
    return failures.computeIfAbsent(what, _ -> new AtomicInteger()).getAndIncrement() < times;
  }

  private void stream(HttpExchange exchange, List<ObjectNode> events, Duration pause, boolean cut)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream output = exchange.getResponseBody();
    for (int i = 0; i < events.size(); i++) {
      if (cut && i == EVENTS_BEFORE_CUT) {
        throw new IOException("cut, as the script says");
      }
      String event = JSON.writeValueAsString(events.get(i));
      String type = events.get(i).path("type").asString();
      output.write(
          ("event: " + type + "\ndata: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
      output.flush();
      if (!pause.isZero() && type.equals("content_block_delta")) {
        pause(pause);
      }
    }
  }

  private static void fail(HttpExchange exchange, int status, String message) throws IOException {
    String type =
        switch (status) {
          case 400 -> "invalid_request_error";
          case 401 -> "authentication_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> "api_error";
        };
    ObjectNode body = JSON.createObjectNode().put("type", "error");
    body.putObject("error").put("type", type).put("message", message);
    send(exchange, status, body);
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static JsonNode models() {
    ObjectNode list = JSON.createObjectNode().put("has_more", false);
    MODELS.forEach(model ->
        list.withArray("data")
            .addObject()
            .put("type", "model")
            .put("id", model)
            .put("display_name", model)
            .put("created_at", "2026-01-01T00:00:00Z"));
    return list;
  }

  private static String key(HttpExchange exchange) {
    String key = exchange.getRequestHeaders().getFirst("x-api-key");
    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
    return key != null ? key : bearer != null ? bearer : "";
  }

  private void pause(Duration time) {
    try {
      boolean closed = closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
      if (closed) {
        throw new UncheckedIOException(new IOException("the server is closed"));
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private void awaitClosing() {
    pause(Duration.ofDays(1));
  }
}
