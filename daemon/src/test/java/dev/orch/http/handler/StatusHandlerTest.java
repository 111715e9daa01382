package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusHandlerTest extends HandlerFixture {

  @Test
  void agentsSayWhetherTheyCanBeUsedAndNeverAValue() throws IOException {
    Reply agents = client.get("/api/v1/agents?refresh=true");

    assertThat(agents.text("/items/0/id")).isEqualTo("claude");
    assertThat(agents.json().at("/items/0/available").asBoolean()).isTrue();
    assertThat(agents.json().at("/items/0/logged_in").isNull()).isTrue();
    assertThat(agents.text("/items/0/environment/held_back/0")).isEqualTo("GH_TOKEN");
    assertThat(agents.text("/items/1/id")).isEqualTo("cursor");
    assertThat(agents.json().at("/items/1/available").asBoolean()).isFalse();
    assertThat(agents.text("/items/1/problems/0")).isEqualTo("comes later");
    assertThat(agents.json().at("/items/1/hint").isNull()).isTrue();
  }

  @Test
  void settingsSayWhereTheyCameFrom() throws IOException {
    Reply config = client.get("/api/v1/config");

    assertThat(config.text("/settings/0/key")).isEqualTo("port");
    assertThat(config.text("/settings/0/source")).isEqualTo("default");
  }

  @Test
  void whoeverAsksWhenTheStoreIsClosedIsToldThatTheDaemonStops() throws IOException {
    daemon.closeStore();

    for (Reply late :
        List.of(
            client.get("/api/v1/projects"),
            client.post("/api/v1/commands", command("implement", "too late")))) {
      assertThat(late.raw().status()).isEqualTo(503);
      assertThat(late.text("/type")).isEqualTo("urn:orch:problem:stopping");
    }
  }

  @Test
  void theDescriptionIsServed() throws IOException {
    assertThat(client.get("/api/v1/openapi.json").text("/openapi")).isEqualTo("3.1.0");
  }
}
