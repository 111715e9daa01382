package dev.orch.cli.command.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits, under which number it is shown, and which request an answer goes to. */
class InboxTest extends StubbedSuite {
  private static final String OPEN = "GET /api/v1/input-requests";
  private static final String OTHER = "zzz5n2k8w0";
  private static final String OLDER =
      Canned.request(Canned.REQUEST, Canned.SESSION, "2026-01-01T10:00:00Z", "older");
  private static final String NEWER =
      Canned.request(OTHER, "8w2hx5n1ra", "2026-01-01T10:05:00Z", "newer");
  private static final String NEWEST =
      Canned.request("zzy5n2k8w0", "k3vhx5n1ra", "2026-01-01T10:06:00Z", "newest");
  private static final String QUESTION =
      NEWER
          .replace("\"approval\"", "\"question\"")
          .replace("\"options\":[]", "\"options\":[\"Yes\",\"Not yet\"]");

  @BeforeEach
  void twoSessionsWait() {
    daemon.answer(
        "GET /api/v1/sessions", 200, Canned.page(Canned.session("waiting_for_user", "approval")));
    daemon.answer(
        "GET /api/v1/sessions/" + Canned.SESSION, 200, Canned.session("running", "working"));
    daemon.answer("GET /api/v1/sessions/8w2hx5n1ra", 200, Canned.session("running", "working"));
    daemon.answer(answering(Canned.REQUEST), 200, OLDER);
    daemon.answer(answering(OTHER), 200, QUESTION);
  }

  @Test
  void itIsNumberedOldestFirst() {
    daemon.answer(OPEN, 200, Canned.page(NEWER, OLDER));

    assertThat(user.run("inbox").lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(" +1 .*" + Canned.REQUEST + ".*older"),
            line -> assertThat(line).matches(" +2 .*" + OTHER + ".*newer"));
    assertThat(daemon.requests("GET /api/v1/sessions").getFirst().query())
        .contains("state=waiting_for_user");
    assertThat(user.run("answer", "1", "deny", "--text", "no").exit()).isZero();
    assertThat(body(Canned.REQUEST)).isEqualTo("{\"decision\":\"deny\",\"text\":\"no\"}");
  }

  @Test
  void aNumberMeansWhatWasShownAsItThoughOthersWereAnswered() {
    daemon
        .answer(OPEN, 200, Canned.page(OLDER, NEWER, NEWEST))
        .answer(OPEN, 200, Canned.page(NEWER, NEWEST));
    user.run("inbox");

    assertThat(user.run("answer", "2", "allow").exit()).isZero();

    assertThat(daemon.requests(answering(OTHER))).hasSize(1);
  }

  @Test
  void aNumberThatWasNotShownIsRefused() {
    daemon.answer(OPEN, 200, Canned.page(OLDER)).answer(OPEN, 200, Canned.page(NEWER));
    user.run("inbox");

    assertThat(user.run("answer", "2", "allow").err()).contains("has changed", "orch inbox");
    assertThat(daemon.requests()).noneMatch(seen -> seen.method().equals("POST"));
  }

  @Test
  void aNumberThatNothingHasAnyMoreMeansNothing() {
    daemon.answer(OPEN, 200, Canned.page(QUESTION)).answer(OPEN, 200, Canned.page());
    user.run("inbox");
    user.run("inbox");

    Typed.Result late = user.run("answer", "1", "Yes");

    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("Nothing that waits was shown to you as 1");
  }

  @Test
  void whoComesSecondIsToldWhatWasAnsweredAndWhen() {
    daemon.answer(OPEN, 200, Canned.page(QUESTION)).answer(OPEN, 200, Canned.page());
    daemon.instead(
        answering(OTHER),
        409,
        """
        {"type":"urn:orch:problem:already_answered","title":"Already answered","status":409,
         "instance":"/api/v1/input-requests/1/answer","hint":"look at what was answered",
         "detail":"request %s was answered at 2026-01-01T10:06:00Z: \\"Not yet\\""}\
        """
            .formatted(OTHER));
    user.run("inbox");

    for (String named : new String[] {OTHER, "1"}) {
      Typed.Result late = user.run("answer", named, "Yes");
      assertThat(late.exit()).isEqualTo(1);
      assertThat(late.err())
          .contains("Already answered", "\"Not yet\"", "10:06:00")
          .doesNotContain("no decision");
    }
    assertThat(daemon.requests(answering(OTHER)).getLast().body()).contains("\"option\":\"Yes\"");
  }

  @Test
  void noNumberIsKnownBeforeAnInboxWasShown() {
    daemon.answer(OPEN, 200, Canned.page(OLDER));
    user.run();

    assertThat(user.run("answer", "1", "allow").exit()).isEqualTo(1);
    assertThat(daemon.requests()).noneMatch(seen -> seen.method().equals("POST"));
  }

  @Test
  void aRequestKeepsItsNumberUntilAllThatWereShownAreGoneAndOutOfSight() throws IOException {
    daemon
        .answer(OPEN, 200, Canned.page(OLDER, NEWER))
        .answer(OPEN, 200, Canned.page(NEWER, NEWEST))
        .answer(OPEN, 200, Canned.page())
        .answer(OPEN, 200, Canned.page(OLDER))
        .answer(OPEN, 200, Canned.page())
        .answer(OPEN, 200, Canned.page(OLDER));

    user.run("inbox");
    assertThat(user.run("inbox").lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(" +2 .*newer"),
            line -> assertThat(line).matches(" +3 .*newest"));
    user.run("inbox");
    assertThat(user.run("inbox").lines()).first().asString().matches(" +4 .*older");

    user.run("inbox");
    Files.setLastModifiedTime(
        user.stateFolder().resolve("inbox.shown"),
        FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    assertThat(user.run("inbox").lines()).first().asString().matches(" +1 .*older");
  }

  @Test
  void idsMayBeShortened() {
    daemon.answer(OPEN, 200, Canned.page(OLDER, NEWER, NEWEST));
    user.run("inbox");

    assertThat(user.run("answer", "r5n", "allow").exit()).isZero();
    assertThat(user.run("answer", "k3v9", "allow").exit()).isZero();
    assertThat(user.run("answer", "8w2", "allow").exit()).isZero();
    assertThat(daemon.requests(answering(Canned.REQUEST))).hasSize(2);
    assertThat(daemon.requests(answering(OTHER))).hasSize(1);
  }

  @Test
  void aSessionMeansOnlyWhatWasShownOfIt() {
    String next = Canned.request("nnn5n2k8w0", Canned.SESSION, "2026-01-01T10:07:00Z", "rm -rf");
    daemon
        .answer(OPEN, 200, Canned.page(OLDER))
        .answer(OPEN, 200, Canned.page(OLDER))
        .answer(OPEN, 200, Canned.page(next));
    daemon.answer("GET /api/v1/sessions/" + Canned.SESSION + "/followups", 200, Canned.page());
    daemon.answer(answering("nnn5n2k8w0"), 200, next);

    user.run("inbox");
    assertThat(user.run("answer", Canned.SESSION, "allow").exit()).isZero();
    Typed.Result again = user.run("answer", "k3v9", "allow");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("not shown", Canned.SESSION, "orch inbox");
    assertThat(daemon.requests(answering("nnn5n2k8w0"))).isEmpty();

    user.run("sessions", "show", Canned.SESSION);
    assertThat(user.run("answer", "k3v9", "allow").exit()).isZero();
  }

  @Test
  void whatAnAgentLookedAtWasNotShownToItsUser() {
    daemon.answer(OPEN, 200, Canned.page(OLDER));
    daemon.answer("GET /api/v1/sessions/" + Canned.SESSION + "/followups", 200, Canned.page());
    Typed agent = new Typed(home).with("ORCH_SESSION_ID", Canned.SESSION);

    assertThat(agent.run("inbox").lines()).first().asString().matches(" +1 .*older");
    agent.run("sessions", "show", Canned.SESSION);

    assertThat(user.run("answer", Canned.SESSION, "allow").exit()).isEqualTo(1);
    assertThat(user.run("answer", "1", "allow").exit()).isEqualTo(1);
    assertThat(user.run("answer", Canned.REQUEST, "allow").exit()).isZero();
  }

  @Test
  void whereNothingCanBeRememberedASessionIsShownAndTheInboxSaysWhatToDo() throws IOException {
    Files.createDirectory(user.stateFolder().resolve("inbox.shown"));
    daemon.answer(OPEN, 200, Canned.page(OLDER));
    daemon.answer("GET /api/v1/sessions/" + Canned.SESSION + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", Canned.SESSION).exit()).isZero();
    assertThat(user.run("inbox").err()).contains("inbox.shown", "by a request's id");
    assertThat(user.run("answer", Canned.REQUEST, "allow").exit()).isZero();
  }

  @Test
  void showingASessionTakesNoNumberAway() {
    daemon.answer(OPEN, 200, Canned.page(OLDER, NEWER)).answer(OPEN, 200, Canned.page(NEWER));
    daemon.answer("GET /api/v1/sessions/" + Canned.SESSION + "/followups", 200, Canned.page());
    user.run("inbox");
    user.run("sessions", "show", Canned.SESSION);

    assertThat(user.run("answer", "2", "allow").exit()).isZero();
    assertThat(daemon.requests(answering(OTHER))).hasSize(1);
  }

  @Test
  void whatWasWithdrawnIsCalledSoWithWhatToDo() {
    daemon
        .answer(OPEN, 200, Canned.page())
        .answer(OPEN, 200, Canned.page(NEWEST.replace("\"open\"", "\"withdrawn\"")));
    daemon.answer(
        answering("zzy5n2k8w0"), 409, Canned.titled("already_answered", 409, "Already answered"));

    Typed.Result result = user.run("answer", "zzy5n2k8w0", "allow");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("was withdrawn", "orch sessions show k3vhx5n1ra", "orch followup k3vhx5n1ra")
        .doesNotContain("Already answered");
    assertThat(daemon.requests(OPEN).getLast().query()).contains("status=withdrawn");
  }

  @Test
  void aBeginningOfSeveralIdsListsThem() {
    daemon.answer(OPEN, 200, Canned.page(OLDER, NEWER, NEWEST));

    Typed.Result result = user.run("answer", "k3v", "allow");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(Canned.REQUEST, "older", "zzy5n2k8w0", "newest");
    assertThat(daemon.requests()).noneMatch(seen -> seen.method().equals("POST"));
  }

  @Test
  void aQuestionShowsItsOptionsAndHowToTakeOne() {
    daemon.answer(OPEN, 200, Canned.page(OLDER, QUESTION));

    Typed.Result result = user.run("inbox");

    assertThat(result.out()).contains("[Yes] [Not yet]");
    assertThat(result.err())
        .contains("orch answer 1 allow", "orch answer 2 --option \"Yes\"")
        .doesNotContain("always");
  }

  @Test
  void aSessionShowsTheOptionsOfWhatItAsks() {
    daemon.answer(OPEN, 200, Canned.page(QUESTION));
    daemon.answer("GET /api/v1/sessions/" + Canned.SESSION + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", Canned.SESSION).out())
        .contains("newer [Yes] [Not yet]  " + OTHER);
  }

  @Test
  void anOptionMayBeSaidAsAWordOrByItsOption() {
    daemon.answer(OPEN, 200, Canned.page(QUESTION));

    Typed.Result result = user.run("answer", OTHER, "not yet");
    user.run("answer", OTHER, "--option", "yes");
    user.run("answer", OTHER, "--text", "in a week");

    assertThat(result.lines()).first().asString().contains("Not yet", "newer");
    assertThat(daemon.requests(answering(OTHER)))
        .extracting(StubDaemon.Seen::body)
        .containsExactly(
            "{\"decision\":\"allow\",\"option\":\"Not yet\"}",
            "{\"decision\":\"allow\",\"option\":\"Yes\"}",
            "{\"decision\":\"allow\",\"text\":\"in a week\"}");
  }

  @Test
  void whatDecidesNothingIsMisuseAndNamesWhatDoes() {
    daemon.answer(OPEN, 200, Canned.page(QUESTION, OLDER));

    assertThat(user.run("answer", OTHER, "Yess").err()).contains("\"Not yet\"", "mean \"Yes\"?");
    assertThat(user.run("answer", OTHER).exit()).isEqualTo(2);
    assertThat(user.run("answer", Canned.REQUEST, "--text", "hm").exit()).isEqualTo(2);
    assertThat(user.run("answer", Canned.REQUEST, "alow").err())
        .contains("Did you mean \"allow\"?");
    assertThat(daemon.requests()).noneMatch(seen -> seen.method().equals("POST"));
  }

  @Test
  void aSessionThatAsksNothingIsCalledThat() {
    daemon.answer(OPEN, 200, Canned.page());
    daemon.answer(
        answering("k3v"), 404, Canned.titled("input_request_not_found", 404, "Request not found"));
    daemon.answer("GET /api/v1/sessions/k3v", 200, Canned.session("running", "working"));

    Typed.Result result = user.run("answer", "k3v", "allow");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("Session " + Canned.SESSION + " asks nothing", "orch followup " + Canned.SESSION)
        .doesNotContain("Request not found");

    daemon.answer(
        answering("zzz"), 404, Canned.titled("input_request_not_found", 404, "Request not found"));
    assertThat(user.run("answer", "zzz", "allow").err()).contains("Request not found");
  }

  private static String answering(String request) {
    return "POST /api/v1/input-requests/" + request + "/answer";
  }

  private String body(String request) {
    return daemon.requests(answering(request)).getFirst().body();
  }
}
