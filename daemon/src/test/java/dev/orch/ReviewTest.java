package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One review of what an agent changed is one turn. */
class ReviewTest extends RealPlaneSuite {

  @BeforeEach
  void know() {
    GitRepository.init(folder.resolve("app"), folder.resolve("home"));
  }

  private List<String> statuses(String id) throws IOException {
    return StreamSupport.stream(
            plane.client().get(ApiPath.COMMENTS.with(id)).json().at("/items").spliterator(), false)
        .map(item -> item.path("status").asString())
        .toList();
  }

  @Test
  void aSentDraftBeginsATurnAndIsToldByWhatThatDid() throws IOException {
    String id = plane.send("implement", "[[write a.txt one]] [[write b.txt two]]");
    plane.await(id, "completed");
    ApiClient.Reply drafted =
        plane
            .client()
            .put(
                ApiPath.COMMENTS.with(id),
                """
                {"version":0,"items":[
                 {"path":"a.txt","side":"new","start_line":1,"end_line":1,"quote":"one",
                  "text":"[[write a.txt three]]"},
                 {"path":"b.txt","side":"new","start_line":1,"end_line":1,"quote":"two",
                  "text":"leave this"}]}
                """);
    assertThat(drafted.status()).as(drafted.raw().text()).isEqualTo(200);

    ApiClient.Reply sent = plane.client().post(ApiPath.COMMENTS_SEND.with(id), "{\"version\":1}");

    assertThat(sent.status()).as(sent.raw().text()).isEqualTo(202);
    assertThat(sent.text("/delivery")).isEqualTo("sent");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && session.path("state").asString().equals("completed"));
    assertThat(statuses(id)).containsExactly("changed", "unchanged");
    ApiClient.Reply events = plane.client().get("/api/v1/events?type=comments.sent&session=" + id);
    assertThat(events.text("/items/0/payload/turn")).isEqualTo("2");
    assertThat(events.text("/items/0/payload/follow_up_id")).isNotEmpty();
  }
}
