package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The daemon is killed while sessions wait for a place: all run, and never more than may. */
class QueueIT {
  private static final int SESSIONS = 6;
  private static final int PLACES = 2;

  @TempDir Path folder;

  @Test
  void whoWaitsIsNeitherLostNorBegunTwiceWhenTheDaemonIsKilled() throws Exception {
    Path repository = TestRepository.create(folder.resolve("repository"));
    Map<String, String> variables =
        Map.of(
            "ORCH_CLAUDE_BIN", RealDaemon.image().resolve("bin/scripted-agent").toString(),
            "ORCH_MAX_SESSIONS", Integer.toString(PLACES),
            "ORCH_LAUNCH_MEMORY", "0B");
    try (RealDaemon daemon = RealDaemon.start(folder.resolve("home"), variables)) {
      daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
      List<String> sessions = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        sessions.add(start(daemon.api()));
      }
      assertThat(queued(daemon.api())).isNotEmpty();
      daemon.killAndRestart();
      daemon.api().await("/sessions/" + sessions.getFirst(), QueueIT::hasEnded);
      daemon.killAndRestart();

      for (String session : sessions) {
        JsonNode ended = daemon.api().await("/sessions/" + session, QueueIT::hasEnded);
        assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("completed");
        assertThat(daemon.api().events(session, "process.started")).hasSize(1);
      }
      assertThat(queued(daemon.api())).isEmpty();
      assertThat(mostAtOnce(daemon.api())).isEqualTo(PLACES);
    }
  }

  private static String start(Api api) throws IOException, InterruptedException {
    Map<String, String> wanted =
        Map.of(
            "agent", "claude",
            "action", "implement",
            "project", "p",
            "prompt", "[[lines 10 100]][[say done]]");
    return api.post("/sessions", wanted).ok().path("id").asString();
  }

  private static List<JsonNode> queued(Api api) throws IOException, InterruptedException {
    List<JsonNode> queued = new ArrayList<>();
    for (JsonNode session : api.get("/sessions").ok().path("items")) {
      if (!session.path("queued").isNull()) {
        queued.add(session);
      }
    }
    return queued;
  }

  private static boolean hasEnded(JsonNode session) {
    return session.path("state").asString().matches("completed|failed|stopped");
  }

  private static int mostAtOnce(Api api) throws IOException, InterruptedException {
    int running = 0;
    int most = 0;
    for (JsonNode event : api.get("/events?limit=500").ok().path("items")) {
      String type = event.path("type").asString();
      if (type.equals("session.started")) {
        running++;
      } else if (type.equals("session.completed")) {
        running--;
      }
      most = Math.max(most, running);
    }
    return most;
  }
}
