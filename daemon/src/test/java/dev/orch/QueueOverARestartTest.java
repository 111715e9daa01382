package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** With two places in a whole control plane: what waits is seen, and runs in the end. */
class QueueOverARestartTest extends RealPlaneSuite {
  private static final int SESSIONS = 5;
  private static final int PLACES = 2;

  @BeforeEach
  void limit() throws IOException {
    plane.put("ORCH_MAX_SESSIONS", Integer.toString(PLACES));
    plane.restart(() -> {});
  }

  @Test
  void allRunAndNeverMoreThanMay() throws IOException {
    List<String> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(plane.send("implement", "[[lines 5 80]][[say done]]"));
    }
    JsonNode last = plane.session(sessions.getLast());
    assertThat(RealPlane.standing(last)).isEqualTo("created/queued");
    assertThat(last.at("/queued/because").asString()).isEqualTo("global");
    assertThat(last.at("/queued/limit").asInt(0)).isEqualTo(PLACES);
    assertThat(last.at("/queued/position").asInt(0)).isPositive();

    plane.restart(() -> {});
    for (String session : sessions) {
      plane.await(session, "completed");
      assertThat(plane.client().get("/api/v1/sessions/" + session + "/turns").json().at("/items"))
          .hasSize(1);
    }
    assertThat(mostAtOnce()).isEqualTo(PLACES);
  }

  private int mostAtOnce() throws IOException {
    int running = 0;
    int most = 0;
    for (JsonNode event : plane.client().get("/api/v1/events?limit=500").json().path("items")) {
      switch (event.path("type").asString()) {
        case "session.started" -> running++;
        case "session.completed" -> running--;
        default -> {
          continue;
        }
      }
      most = Math.max(most, running);
    }
    return most;
  }

  @Test
  void whoAsksToWaitForTheLaunchIsToldOfTheQueueAtOnce() throws IOException {
    plane.holdGit("worktree");
    plane.send("implement", "[[say one]]");
    plane.send("implement", "[[say two]]");
    String body =
        "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"app\",\"prompt\":\"three\"}";

    JsonNode third = plane.client().post("/api/v1/sessions?wait=launched", body).json();

    assertThat(RealPlane.standing(third)).isEqualTo("created/queued");
    assertThat(third.at("/queued/running")).hasSize(PLACES);
    String id = third.path("id").asString();
    plane.client().post("/api/v1/sessions/" + id + "/stop", "{}");
    assertThat(RealPlane.standing(plane.session(id))).isEqualTo("stopped/user");
    plane.letGitGoOn();
  }

  @Test
  void aProjectIsNotForgottenWhileWhatHasEndedWaitsToGoOn() throws IOException {
    String done = plane.send("implement", "[[say one]]");
    plane.await(done, "completed");
    GitRepository other = GitRepository.withCommit(folder.resolve("other"), folder.resolve("home"));
    plane.client().post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(other.folder()));
    for (int i = 0; i < PLACES; i++) {
      plane.send("implement", "other", "[[hang]]");
    }
    plane.client().post("/api/v1/sessions/" + done + "/followup", "{\"message\":\"[[say two]]\"}");
    assertThat(plane.session(done).at("/queued/position").asInt(0)).isEqualTo(1);

    Reply busy = plane.client().delete("/api/v1/projects/app");

    assertThat(busy.problem()).isEqualTo("project_busy");
    assertThat(busy.text("/sessions/0")).isEqualTo(done);
  }

  @Test
  void theLimitIsShownWhereNobodySetIt() throws IOException {
    plane.put("ORCH_MAX_SESSIONS", "");
    plane.restart(() -> {});

    for (JsonNode setting : plane.client().get("/api/v1/config").json().path("settings")) {
      if (setting.path("key").asString().equals("max_sessions")) {
        assertThat(Integer.parseInt(setting.path("value").asString())).isBetween(2, 32);
        assertThat(setting.path("source").asString()).isEqualTo("default");
      }
    }
  }
}
