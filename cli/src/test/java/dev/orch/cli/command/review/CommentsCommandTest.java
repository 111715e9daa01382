package dev.orch.cli.command.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A review at a terminal. */
class CommentsCommandTest extends StubbedSuite {
  private static final String OF_SESSION = "/api/v1/sessions/k3v";
  private static final String COMMENTS = OF_SESSION + "/comments";
  private static final String DRAFT = comment("c1", "a b.txt", "old", 2, "draft");
  private static final String SENT = comment("c2", "src/App.java", "new", 4, "changed");

  private static String comment(String id, String path, String side, int end, String status) {
    return """
    {"id":"%s","path":"%s","side":"%s","start_line":2,"end_line":%d,"quote":"two",
     "text":"why?","status":"%s"}\
    """
        .formatted(id, path, side, end, status);
  }

  private static String comments(long version, String... items) {
    return "{\"session_id\":\"%s\",\"version\":%d,\"items\":[%s]}"
        .formatted(Canned.SESSION, version, String.join(",", items));
  }

  private void work(String text) throws IOException {
    Path worktree = Files.createDirectories(home.resolve("worktree"));
    Files.writeString(worktree.resolve("a.txt"), text);
    daemon.answer(
        "GET " + OF_SESSION,
        200,
        Canned.session("completed", "")
            .replaceAll("\"worktree_path\":\"[^\"]*\"", "\"worktree_path\":\"" + worktree + "\""));
  }

  private List<String> put() {
    return daemon.requests("PUT " + COMMENTS).stream().map(StubDaemon.Seen::body).toList();
  }

  @Test
  void eachIsListedWithItsStatusAndItsPlace() {
    daemon.answer("GET " + COMMENTS, 200, comments(1, SENT, DRAFT));

    Typed.Result listed = user.run("comments", "k3v");

    assertThat(listed.lines().get(0)).contains("STATUS", "WHERE", "TEXT");
    assertThat(listed.lines().get(1)).contains("changed", "src/App.java:2-4", "why?");
    assertThat(listed.lines().get(2)).contains("draft", "\"a b.txt:2\" (old)", "why?");
    assertThat(listed.err()).contains("orch comments k3v --send");
    assertThat(user.run("comments", "k3v", "--json").out().strip())
        .isEqualTo(comments(1, SENT, DRAFT));
  }

  @Test
  void aCommentIsAddedWithTheLinesOfTheWorktree() throws IOException {
    work("one\ntwo\nthree\n");
    daemon.answer("GET " + COMMENTS, 200, comments(3, SENT, DRAFT));
    daemon.answer("PUT " + COMMENTS, 200, comments(4, SENT, DRAFT, DRAFT));

    Typed.Result added = user.run("comments", "k3v", "--add", "a.txt:2-3", "look", "here");

    assertThat(added.out()).contains("2 comments");
    assertThat(put())
        .singleElement()
        .asString()
        .contains("\"version\":3", "\"id\":\"c1\"", "\"quote\":\"two\\nthree\"", "look here")
        .doesNotContain("c2");
  }

  @Test
  void whoIsTooLateReadsAgainAndAddsToThat() throws IOException {
    work("one\ntwo\n");
    daemon
        .answer("GET " + COMMENTS, 200, comments(0))
        .answer("GET " + COMMENTS, 200, comments(1, DRAFT));
    daemon
        .answer("PUT " + COMMENTS, 409, Canned.problem("comments_changed", 409, ""))
        .answer("PUT " + COMMENTS, 200, comments(2, DRAFT, DRAFT));

    assertThat(user.run("comments", "k3v", "--add", "a.txt:2", "mine").exit()).isZero();

    assertThat(put()).hasSize(2);
    assertThat(put().getLast()).contains("\"version\":1", "\"id\":\"c1\"", "mine");
  }

  @Test
  void linesThatAreNotThereAreRefusedAndNothingIsSent() throws IOException {
    work("one\ntwo\n");

    assertThat(user.run("comments", "k3v", "--add", "a.txt:3", "x").err()).contains("2 lines");
    assertThat(user.run("comments", "k3v", "--add", "b.txt:1", "x").err()).contains("b.txt");
    assertThat(user.run("comments", "k3v", "--add", "a.txt", "x").exit()).isEqualTo(2);
    assertThat(user.run("comments", "k3v", "--add", "a.txt:2-1", "x").exit()).isEqualTo(2);
    assertThat(user.run("comments", "k3v", "--add", "a.txt:2").exit()).isEqualTo(2);
    assertThat(user.run("comments", "k3v", "x").exit()).isEqualTo(2);
    assertThat(user.run("comments", "k3v", "--send", "--discard").exit()).isEqualTo(2);
    assertThat(user.run("comments", "k3v", "--next-turn").exit()).isEqualTo(2);
    assertThat(put()).isEmpty();
  }

  @Test
  void aDraftIsSentOrForgotten() {
    daemon.answer(
        "POST " + COMMENTS + "/send",
        202,
        "{\"delivery\":\"sent\",\"session\":%s,\"follow_up\":null,\"request\":null,\"note\":null}"
            .formatted(Canned.session("running", "working")));
    daemon.answer("DELETE " + COMMENTS, 204, "");

    Typed.Result sent = user.run("comments", "k3v", "--send", "--next-turn");

    assertThat(sent.out()).startsWith(Canned.SESSION).contains("sent");
    assertThat(daemon.requests("POST " + COMMENTS + "/send").getFirst().body())
        .isEqualTo("{\"mode\":\"next_turn\"}");
    assertThat(user.run("comments", "k3v", "--discard").out()).contains("k3v");
    assertThat(daemon.requests("DELETE " + COMMENTS)).hasSize(1);
  }
}
