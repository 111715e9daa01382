package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that wait are edited and taken back until somebody has them. */
class KeptFollowUpsTest extends HandlerFixture {
  private String session;
  private String kept;

  @BeforeEach
  void oneWaits() throws IOException {
    session = session("x");
    kept = client.post(path("/followup"), "{\"message\":\"mind the tests\"}").text("/follow_up/id");
  }

  private String path(String below) {
    return "/api/v1/sessions/" + session + below;
  }

  @Test
  void anEditReplacesTheWords() throws IOException {
    Reply edited =
        client.put(path("/followups/" + kept), "{\"message\":\"mind the docs\",\"version\":1}");

    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.text("/message") + " " + edited.text("/version"))
        .isEqualTo("mind the docs 2");
    assertThat(client.get(path("/followups")).text("/items/0/message")).isEqualTo("mind the docs");
    assertThat(events("follow_up.edited").text("/items/0/payload/message"))
        .isEqualTo("mind the docs");
  }

  @Test
  void whoReadAnOlderVersionIsTold() throws IOException {
    client.put(path("/followups/" + kept), "{\"message\":\"mind the docs\"}");

    Reply late = client.put(path("/followups/" + kept), "{\"message\":\"no\",\"version\":1}");

    assertThat(late.status() + " " + late.problem()).isEqualTo("409 follow_up_changed");
    assertThat(late.text("/version")).isEqualTo("2");
    assertThat(client.get(path("/followups")).text("/items/0/message")).isEqualTo("mind the docs");
  }

  @Test
  void oneThatIsTakenBackIsGone() throws IOException {
    Reply gone = client.delete(path("/followups/" + kept.substring(0, 5)), "Idempotency-Key: w");
    Reply again = client.delete(path("/followups/" + kept.substring(0, 5)), "Idempotency-Key: w");
    Reply late = client.delete(path("/followups/" + kept));

    assertThat(gone.status() + gone.raw().text()).isEqualTo("204");
    assertThat(again.status()).isEqualTo(204);
    assertThat(late.status() + " " + late.problem()).isEqualTo("404 follow_up_not_found");
    assertThat(client.get(path("/followups")).json().at("/items").isEmpty()).isTrue();
    assertThat(events("follow_up.withdrawn").text("/items/0/payload/follow_up_id")).isEqualTo(kept);
  }

  @Test
  void aMessageMustSaySomething() throws IOException {
    Reply blank = client.put(path("/followups/" + kept), "{\"message\":\" \"}");

    assertThat(blank.problem() + " " + blank.text("/field")).isEqualTo("invalid_field message");
  }

  private Reply events(String type) throws IOException {
    return client.get("/api/v1/events?type=" + type);
  }
}
