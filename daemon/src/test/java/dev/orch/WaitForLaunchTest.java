package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WaitForLaunchTest extends RealPlaneSuite {
  private static final String WAIT = "?wait=launched";
  private static final String KEY = "Idempotency-Key: k";
  private static final String BODY =
      "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"app\",\"prompt\":\"[[hang]]\"}";

  @Test
  void aRepeatedSessionIsTheLaunchedOneToo() throws IOException {
    ApiClient.Reply first = plane.client().post(ApiPath.SESSIONS.template() + WAIT, BODY, KEY);
    ApiClient.Reply again = plane.client().post(ApiPath.SESSIONS.template() + WAIT, BODY, KEY);

    for (ApiClient.Reply answer : new ApiClient.Reply[] {first, again}) {
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text("/state")).isEqualTo("running");
      assertThat(answer.raw().header("location")).contains(ApiPath.SESSION.with(first.text("/id")));
    }
    assertThat(again.text("/id")).isEqualTo(first.text("/id"));
  }

  @Test
  void aRepeatedCommandShowsTheLaunchedSessionToo() throws IOException {
    ApiClient.Reply first = plane.client().post(ApiPath.COMMANDS.template() + WAIT, BODY, KEY);
    ApiClient.Reply again = plane.client().post(ApiPath.COMMANDS.template() + WAIT, BODY, KEY);

    for (ApiClient.Reply answer : new ApiClient.Reply[] {first, again}) {
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text("/session/state")).isEqualTo("running");
      assertThat(answer.raw().header("location")).contains(ApiPath.COMMAND.with(first.text("/id")));
    }
    assertThat(again.text("/session_id")).isEqualTo(first.text("/session_id"));
  }

  @Test
  void aRepeatedRejectionIsNotWaitedFor() throws IOException {
    String body = "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"app\"}";
    ApiClient.Reply first = plane.client().post(ApiPath.COMMANDS.template() + WAIT, body, KEY);
    ApiClient.Reply again = plane.client().post(ApiPath.COMMANDS.template() + WAIT, body, KEY);

    assertThat(first.problem()).isEqualTo("prompt_required");
    assertThat(again.json()).isEqualTo(first.json());
  }
}
