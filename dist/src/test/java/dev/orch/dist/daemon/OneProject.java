package dev.orch.dist.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A daemon with the scripted agent, and one project that sessions are sent to. */
record OneProject(RealDaemon daemon) {
  private static final String SLUG = "p";

  /** Starts the daemon, with {@code home} in the folder. */
  static OneProject start(Path folder) throws IOException {
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    return new OneProject(
        RealDaemon.start(folder.resolve("home"), Map.of("ORCH_CLAUDE_BIN", agent.toString())));
  }

  /**
   * Makes the project; to be called once, before the rest.
   *
   * @param repository the folder that it is made in
   * @param settings as they stand on the wire
   */
  void register(Path repository, Map<String, ?> settings) throws IOException, InterruptedException {
    String path = TestRepository.create(repository).toString();
    daemon.api().post("/projects", Map.of("path", path, "slug", SLUG, "settings", settings)).ok();
  }

  /** Sends a session that changes code; gives its id. */
  String send(String prompt) throws IOException, InterruptedException {
    Map<String, String> wanted =
        Map.of("agent", "claude", "action", "implement", "project", SLUG, "prompt", prompt);
    return daemon.api().post("/sessions", wanted).ok().path("id").asString();
  }

  /** Waits until the session is in this state; gives it as it is then. */
  JsonNode await(String session, String state) throws IOException, InterruptedException {
    return daemon
        .api()
        .await("/sessions/" + session, node -> node.path("state").asString().equals(state));
  }
}
