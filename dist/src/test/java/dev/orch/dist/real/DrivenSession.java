package dev.orch.dist.real;

import dev.orch.dist.agents.Waiting;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.model.ScriptedModelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A session as a client of the API sees it; outlives a restart of the daemon. */
record DrivenSession(RealDaemon daemon, String id) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Set<String> ENDED = Set.of("completed", "failed", "stopped");

  JsonNode view() throws Exception {
    return daemon.api().get(path("")).ok();
  }

  private String path(String below) {
    return "/sessions/" + id + below;
  }

  /** Waits until it is so; fails as soon as it cannot become so by itself. */
  JsonNode await(String state) throws Exception {
    JsonNode seen = await(view -> is(view, state) || ENDED.contains(view.path("state").asString()));
    if (!is(seen, state)) {
      throw new AssertionError("not " + state + ": " + story());
    }
    return seen;
  }

  private static boolean is(JsonNode view, String state) {
    return view.path("state").asString().equals(state);
  }

  /** Waits until the view is as wanted. */
  JsonNode await(Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode seen = view();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still: " + story());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      seen = view();
    }
    return seen;
  }

  /** Waits until the script of the model has come to a gate in this session's prompt. */
  void awaitGate(ScriptedModelServer model, String gate) throws Exception {
    try {
      Waiting.until(() -> model.isAtGate(gate));
    } catch (AssertionError e) {
      throw new AssertionError("gate " + gate + ": " + story(), e);
    }
  }

  /** Waits for its one open request. */
  JsonNode awaitRequest(String kind) throws Exception {
    await("waiting_for_user");
    List<JsonNode> open = open();
    if (open.size() != 1 || !open.getFirst().path("kind").asString().equals(kind)) {
      throw new AssertionError("not one open " + kind + ": " + open + " " + story());
    }
    return open.getFirst();
  }

  /** Waits until so many requests are open. */
  List<JsonNode> awaitOpen(int count) throws Exception {
    await(_ -> open().size() == count);
    return open();
  }

  private List<JsonNode> open() {
    try {
      return items("/input-requests?status=open&session=" + id);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The text of its newest artifact of a kind. */
  String artifact(String kind) throws Exception {
    JsonNode found = daemon.api().get("/artifacts?session=%s&kind=%s".formatted(id, kind)).ok();
    String artifact =
        found.path("items").path(found.path("items").size() - 1).path("id").asString();
    return daemon.api().get("/artifacts/" + artifact + "/content").ok().asString();
  }

  JsonNode answer(JsonNode request, String decision) throws Exception {
    return answer(request, Map.of("decision", decision));
  }

  JsonNode answer(JsonNode request, Map<String, String> answer) throws Exception {
    String where = "/input-requests/" + request.path("id").asString() + "/answer";
    return daemon.api().post(where, answer).ok();
  }

  /** Denies whatever it asks until it has ended. */
  JsonNode endByDenying() throws Exception {
    while (true) {
      JsonNode seen =
          await(view -> ENDED.contains(view.path("state").asString()) || !open().isEmpty());
      if (ENDED.contains(seen.path("state").asString())) {
        return seen;
      }
      for (JsonNode request : open()) {
        answer(request, "deny");
      }
    }
  }

  JsonNode followUp(String message) throws Exception {
    return daemon.api().post(path("/followup"), Map.of("message", message)).ok();
  }

  void stop() throws Exception {
    daemon.api().post(path("/stop"), Map.of()).ok();
  }

  void resume() throws Exception {
    daemon.api().post(path("/resume"), Map.of()).ok();
  }

  void resume(String message) throws Exception {
    daemon.api().post(path("/resume"), Map.of("message", message)).ok();
  }

  List<JsonNode> events(String types) throws Exception {
    return daemon.api().events(id, types);
  }

  /** What the agent said, one text per block. */
  List<String> said() throws Exception {
    return events("agent.message").stream()
        .map(event -> event.path("payload").path("text").asString())
        .toList();
  }

  /** What its tool calls gave back. */
  List<String> toolResults() throws Exception {
    return events("agent.tool_finished").stream()
        .map(event -> event.path("payload").path("text").asString())
        .toList();
  }

  List<JsonNode> turns() throws Exception {
    return items(path("/turns"));
  }

  /** Verdict and kind of every turn so far. */
  List<String> turnsInWords() throws Exception {
    return turns().stream()
        .map(turn ->
            turn.path("kind").asString() + " " + turn.path("outcome").path("verdict").asString(""))
        .toList();
  }

  /** Every state it was in. */
  List<String> states() throws Exception {
    return items(path("/transitions")).stream().map(step -> step.path("to").asString()).toList();
  }

  /** Messages that wait to be delivered. */
  List<JsonNode> kept() throws Exception {
    return items(path("/followups"));
  }

  private List<JsonNode> items(String path) throws IOException, InterruptedException {
    JsonNode items = daemon.api().get(path).ok().path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  Path worktree() throws Exception {
    return Path.of(view().path("worktree_path").asString());
  }

  /** All that is known, for a person who looks for a mistake. */
  String story() throws Exception {
    StringBuilder story = new StringBuilder(view().toString());
    events("agent.*,input.*,process.*,session.*,turn.*,follow_up.*")
        .forEach(event ->
            story
                .append('\n')
                .append(event.path("type").asString())
                .append(' ')
                .append(event.path("turn"))
                .append(' ')
                .append(event.path("payload").toString().replaceAll(",\"source.*", "")));
    return story.append('\n').append(daemon.output()).toString();
  }
}
