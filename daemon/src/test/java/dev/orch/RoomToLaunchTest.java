package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.api.ApiPath;
import dev.orch.config.BadSettingException;
import dev.orch.http.ApiClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What begins no turn while too little of the disk is free, and goes on once there is enough. */
class RoomToLaunchTest extends RealPlaneSuite {
  private static final String MORE = "{\"message\":\"[[say more]]\"}";

  /** More is wanted than any disk has. */
  private void diskIsFull() throws IOException {
    plane.put("ORCH_DISK_START_FREE", "1000000GB");
    plane.restart(() -> {});
  }

  private void thereIsRoom() throws IOException {
    plane.put("ORCH_DISK_START_FREE", "0B");
    plane.restart(() -> {});
  }

  @Test
  void aLimitForAnAgentThatDoesNotExistIsRefusedWithTheNearest() throws IOException {
    plane.put("ORCH_MAX_SESSIONS_PER_AGENT", "codex=2,cluade=1");

    assertThatThrownBy(() -> plane.restart(() -> {}))
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("max_sessions_per_agent")
        .hasMessageContaining("\"cluade\"")
        .hasMessageContaining("did you mean \"claude\"?");

    plane.unset("ORCH_MAX_SESSIONS_PER_AGENT");
    plane.restart(() -> {});
  }

  private static boolean waitsForTheDisk(JsonNode session) {
    return session.at("/queued/because").asString("").equals("disk");
  }

  @Test
  void whatIsInTheQueueWaitsForRoomAndThenRuns() throws IOException {
    plane.put("ORCH_MAX_SESSIONS", "1");
    plane.restart(() -> {});
    String first = plane.send("implement", "[[hang]]");
    plane.await(first, "running/working");
    String second = plane.send("implement", "[[say done]]");
    diskIsFull();
    plane.client().post(ApiPath.STOP.with(first), "{}");

    JsonNode waits = plane.await(second, RoomToLaunchTest::waitsForTheDisk);
    assertThat(RealPlane.standing(waits)).isEqualTo("created/queued");
    assertThat(plane.await(first, "stopped/user").path("turn_count").asInt()).isEqualTo(1);

    thereIsRoom();
    plane.await(second, "completed");
  }

  @Test
  void whatWouldBeginATurnIsRefusedAndNothingIsChanged() throws IOException {
    String done = plane.send("implement", "[[say x]]");
    String failed = plane.send("implement", "[[exit 3]]");
    plane.await(done, "completed");
    plane.await(failed, "failed/agent_crashed");
    diskIsFull();
    JsonNode before = plane.session(done);

    refused(plane.client().post(ApiPath.FOLLOW_UP.with(done), MORE));
    refused(plane.client().post(ApiPath.RESUME.with(failed), "{}"));
    refused(
        plane
            .client()
            .post(
                ApiPath.COMMANDS.template(), "{\"text\":\"tell %s to say more\"}".formatted(done)));
    assertThat(plane.session(done)).isEqualTo(before);
    assertThat(plane.client().get(ApiPath.FOLLOW_UPS.with(done)).json().path("items")).isEmpty();
  }

  /** A refusal for want of room is no answer to keep: each try is a command of its own. */
  @Test
  void eachTryOfOneThatIsRefusedIsRecordedAndOnlyTheOneWithRoomIsDone() throws IOException {
    diskIsFull();
    for (int attempt = 0; attempt < 2; attempt++) {
      refused(tryWithKey());
    }

    thereIsRoom();
    ApiClient.Reply done = tryWithKey();
    ApiClient.Reply again = tryWithKey();

    assertThat(done.status()).isEqualTo(201);
    assertThat(again.text("/id")).isEqualTo(done.text("/id"));
    plane.await(done.text("/session_id"), "completed");
    JsonNode rows = plane.client().get(ApiPath.COMMANDS.with()).json().path("items");
    assertThat(rows.valueStream().map(row -> row.path("status").asString()))
        .containsExactly("accepted", "rejected", "rejected");
  }

  private ApiClient.Reply tryWithKey() throws IOException {
    return plane
        .client()
        .post(
            ApiPath.COMMANDS.with(),
            "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"app\","
                + "\"prompt\":\"[[say x]]\"}",
            "Idempotency-Key: again");
  }

  private static void refused(ApiClient.Reply reply) {
    assertThat(reply.status()).isEqualTo(507);
    assertThat(reply.problem()).isEqualTo("disk_full");
  }

  @Test
  void aMessageThatIsKeptWaitsForRoomAndIsThenDelivered() throws IOException {
    String id = plane.send("implement", "[[lines 20 100]][[say x]]");
    plane.await(id, "running/working");
    plane
        .client()
        .post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\",\"mode\":\"next_turn\"}");
    diskIsFull();

    JsonNode ended = plane.await(id, RoomToLaunchTest::waitsForTheDisk);
    assertThat(RealPlane.standing(ended)).startsWith("completed");
    assertThat(plane.client().post(ApiPath.FOLLOW_UP.with(id), MORE).status()).isEqualTo(202);

    thereIsRoom();
    JsonNode last =
        plane.await(
            id,
            session ->
                session.path("turn_count").asInt() == 3
                    && session.path("state").asString().equals("completed"));
    assertThat(last.path("queued").isNull()).isTrue();
  }
}
