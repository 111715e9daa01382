package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A review of a session's change, from its draft to what became of it. */
class CommentsTest extends HandlerFixture {
  private String session = "";
  private Path worktree = Path.of("");

  @BeforeEach
  void work() throws IOException {
    repository.write("src/a.txt", "one\ntwo\nthree\n").commit("second");
    session = session("x");
    Reply view = client.get("/api/v1/sessions/" + session);
    worktree = Path.of(view.text("/worktree_path"));
    repository.git("worktree", "add", "--quiet", "-b", view.text("/branch"), worktree.toString());
  }

  private String path(String below) {
    return "/api/v1/sessions/" + session + below;
  }

  private static String comment(String path, String side, String quote, String text) {
    return """
    {"path":"%s","side":"%s","start_line":2,"end_line":2,"quote":"%s","text":"%s"}\
    """
        .formatted(path, side, quote, text);
  }

  private static String comment(String text) {
    return comment("src/a.txt", "new", "two", text);
  }

  private Reply put(long version, String... items) throws IOException {
    return client.put(
        path("/comments"),
        "{\"version\":%d,\"items\":[%s]}".formatted(version, String.join(",", items)));
  }

  private Reply comments() throws IOException {
    return client.get(path("/comments"));
  }

  private List<String> all(String field) throws IOException {
    return StreamSupport.stream(comments().json().at("/items").spliterator(), false)
        .map(item -> item.path(field).asString())
        .toList();
  }

  private Reply send(String body, String... headers) throws IOException {
    return client.post(path("/comments/send"), body, headers);
  }

  /** A turn has the message, and is over. */
  private void deliver(String followUp) {
    Outcome outcome =
        new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.EXIT, null, null, List.of());
    daemon
        .stores()
        .transactions()
        .write(() -> {
          daemon.stores().followUps().deliver(followUp, 1, Instant.EPOCH);
          daemon
              .stores()
              .turns()
              .finish(
                  new SessionId(session), 1, new Turn.End(outcome, 0, Usage.NONE, Instant.EPOCH));
        });
  }

  @Test
  void aDraftIsKeptAndReplacedByWhoReadItLast() throws IOException {
    assertThat(comments().text("/version")).isEqualTo("0");

    Reply first = put(0, comment("why?"));
    String id = first.text("/items/0/id");
    Reply both = put(1, comment("why?").replace("{", "{\"id\":\"" + id + "\","), comment("more"));

    assertThat(first.status()).as(first.raw().text()).isEqualTo(200);
    assertThat(both.text("/version") + both.text("/items/0/id")).isEqualTo("2" + id);
    assertThat(all("text")).containsExactly("why?", "more");
    assertThat(all("status")).containsExactly("draft", "draft");
  }

  @Test
  void whoReadAnOlderDraftIsShownTheOneThatIsThere() throws IOException {
    put(0, comment("theirs"));

    Reply late = put(0, comment("mine"));
    Reply send = send("{\"version\":0}");

    assertThat(late.status() + " " + late.problem()).isEqualTo("409 comments_changed");
    assertThat(late.text("/comments/version") + late.text("/comments/items/0/text"))
        .isEqualTo("1theirs");
    assertThat(send.problem()).isEqualTo("comments_changed");
    assertThat(all("text")).containsExactly("theirs");
  }

  @Test
  void aDraftGoesOutAsOneFollowUp() throws IOException {
    put(0, comment("why?"), comment("more"));

    Reply sent = send("{\"version\":1}", "Idempotency-Key: s");
    Reply again = send("{\"version\":1}", "Idempotency-Key: s");

    assertThat(sent.status()).as(sent.raw().text()).isEqualTo(202);
    assertThat(again.raw().text()).isEqualTo(sent.raw().text());
    assertThat(sent.text("/delivery")).isEqualTo("kept");
    assertThat(sent.text("/follow_up/message"))
        .contains("src/a.txt, line 2 (new side)", "```\ntwo\n```", "why?", "more");
    assertThat(all("status")).containsExactly("sent", "sent");
    assertThat(comments().text("/version")).isEqualTo("2");
    assertThat(client.get(path("/followups")).json().at("/items")).hasSize(1);
    Reply events = client.get("/api/v1/events?type=comments.sent");
    assertThat(events.json().at("/items")).hasSize(1);
    assertThat(events.text("/items/0/payload/count")).isEqualTo("2");
    assertThat(events.text("/items/0/payload/follow_up_id")).isEqualTo(sent.text("/follow_up/id"));
  }

  @Test
  void afterItsTurnEachIsToldByTheWorktree() throws IOException {
    repository.in(worktree).write("same.txt", "1\n2\n").write("gone.txt", "1\n2\n");
    Files.createSymbolicLink(worktree.resolve("link.txt"), worktree.resolve("same.txt"));
    put(
        0,
        comment("changes"),
        comment("src/a.txt", "old", "two", "stays in the base"),
        comment("same.txt", "new", "2", "stays"),
        comment("same.txt", "old", "2", "never was in the base"),
        comment("gone.txt", "new", "2", "goes"),
        comment("link.txt", "new", "2", "leads elsewhere"));
    String followUp = send("{}").text("/follow_up/id");
    repository.in(worktree).write("src/a.txt", "one\nTWO\nthree\n");
    Files.delete(worktree.resolve("gone.txt"));
    assertThat(all("status")).containsOnly("sent");

    deliver(followUp);

    assertThat(all("status"))
        .containsExactly("changed", "unchanged", "unchanged", "stale", "stale", "stale");
    repository.git("worktree", "remove", "--force", worktree.toString());
    assertThat(all("status"))
        .as("of a worktree that is away nothing can be told")
        .containsExactly("sent", "unchanged", "sent", "stale", "sent", "sent");
  }

  @Test
  void whatWasSentStaysWhileTheNextDraftIsWritten() throws IOException {
    put(0, comment("sent"));
    send("{}");

    Reply next = put(2, comment("next"));
    String sent = next.text("/items/0/id");
    Reply unknown = put(3, comment("x").replace("{", "{\"id\":\"" + sent + "\","));

    assertThat(all("status")).containsExactly("sent", "draft");
    assertThat(unknown.problem()).isEqualTo("invalid_field");
    assertThat(client.delete(path("/comments")).status()).isEqualTo(204);
    assertThat(client.delete(path("/comments")).status()).isEqualTo(204);
    assertThat(all("text")).containsExactly("sent");
    assertThat(comments().text("/version")).isEqualTo("4");
  }

  @Test
  void aMessageThatIsTakenBackGivesItsCommentsBack() throws IOException {
    put(0, comment("why?"));
    String followUp = send("{}").text("/follow_up/id");

    client.delete(path("/followups/" + followUp));

    assertThat(all("status")).containsExactly("draft");
    assertThat(comments().text("/version")).isEqualTo("3");
  }

  @Test
  void anEmptyDraftIsNotSentAndNothingIsRecorded() throws IOException {
    Reply empty = send("{}");

    assertThat(empty.status() + " " + empty.problem()).isEqualTo("409 nothing_to_send");
    assertThat(client.get(path("/followups")).json().at("/items")).isEmpty();
    assertThat(send("{\"mode\":\"interrupt\"}").problem()).isEqualTo("not_available_yet");
  }

  @Test
  void aSessionWithoutAChangeTakesNone() throws IOException {
    session = client.post("/api/v1/sessions", command("analyze", "")).text("/id");

    Reply refused = put(0, comment("why?"));

    assertThat(refused.status() + " " + refused.problem()).isEqualTo("409 nothing_to_review");
    assertThat(comments().json().at("/items")).isEmpty();
  }

  @Test
  void whatNoCommentCanBeIsRefusedByItsField() throws IOException {
    assertThat(refused(comment("/etc/passwd", "new", "", "x"))).isEqualTo("items[0].path");
    assertThat(refused(comment("a/../../b", "new", "", "x"))).isEqualTo("items[0].path");
    assertThat(refused(comment("a\\nb", "new", "", "x"))).isEqualTo("items[0].path");
    assertThat(refused(comment(" "))).isEqualTo("items[0].text");
    assertThat(refused(comment("x").replace("\"start_line\":2", "\"start_line\":0")))
        .isEqualTo("items[0].start_line");
    assertThat(refused(comment("x").replace("\"end_line\":2", "\"end_line\":1")))
        .isEqualTo("items[0].end_line");
    String[] many = new String[201];
    Arrays.fill(many, comment("x"));
    assertThat(refused(many)).isEqualTo("items");
    String large = comment("x".repeat(130_000));
    assertThat(put(0, large, large, large).problem()).isEqualTo("prompt_too_long");
    assertThat(comments().text("/version")).isEqualTo("0");
  }

  private String refused(String... items) throws IOException {
    Reply refused = put(0, items);
    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 invalid_field");
    return refused.text("/field");
  }

  @Test
  void aSecretIsMaskedAndOutlivesBeingPutBackAsItWasShown() throws IOException {
    String secret = daemon.token();
    String id = put(0, comment("is " + secret + " right?")).text("/items/0/id");
    assertThat(all("text")).containsExactly("is [redacted] right?");

    put(1, comment("is [redacted] right?").replace("{", "{\"id\":\"" + id + "\","));

    assertThat(daemon.stores().comments().list(new SessionId(session)))
        .singleElement()
        .satisfies(kept -> assertThat(kept.text()).contains(secret));
  }
}
