package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cursor goes on with the list that it came with, and with no other. */
class PagingTest extends HandlerFixture {
  private static final String FILTERED = "/api/v1/sessions?agent=claude&project=my-app";

  private String cursor = "";

  @BeforeEach
  void aListHasASecondPage() throws IOException {
    session("older");
    session("newer");
    cursor = "&cursor=" + client.get(FILTERED + "&limit=1").text("/next_cursor");
  }

  @Test
  void theOrderOfTheFiltersAndTheLengthOfThePageDoNotMatter() throws IOException {
    for (String again :
        List.of(
            FILTERED + "&limit=1",
            FILTERED,
            "/api/v1/sessions?project=my-app&limit=7&agent=claude")) {
      Reply second = client.get(again + cursor);
      assertThat(second.status()).as(again).isEqualTo(200);
      assertThat(second.text("/items/0/prompt")).isEqualTo("older");
    }
  }

  @Test
  void anotherListRefusesIt() throws IOException {
    for (String other :
        List.of(
            "/api/v1/sessions?agent=claude",
            "/api/v1/sessions?agent=claude&project=my-app&state=created",
            "/api/v1/sessions?agent=cursor&project=my-app",
            "/api/v1/artifacts?project=my-app",
            "/api/v1/events?project=my-app")) {
      Reply refused = client.get(other + cursor);
      assertThat(refused.status()).as(other).isEqualTo(400);
      assertThat(refused.problem()).as(other).isEqualTo("invalid_cursor");
      assertThat(refused.text("/hint")).contains("keep its filters");
    }
  }

  @Test
  void anotherEndOfTheLogRefusesIt() throws IOException {
    String ofTheLog =
        "&cursor=" + client.get("/api/v1/events?after=0&limit=1").text("/next_cursor");

    assertThat(client.get("/api/v1/events?after=0&limit=2" + ofTheLog).status()).isEqualTo(200);
    assertThat(client.get("/api/v1/events?after=0&before=9" + ofTheLog).problem())
        .isEqualTo("invalid_cursor");
    assertThat(client.get("/api/v1/events?before=9" + ofTheLog).problem())
        .isEqualTo("invalid_cursor");
  }
}
