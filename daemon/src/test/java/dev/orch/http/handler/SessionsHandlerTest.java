package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ProblemType;
import dev.orch.domain.event.Actor;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionId;
import dev.orch.http.ApiClient.Reply;
import dev.orch.store.Samples;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsHandlerTest extends HandlerFixture {
  private static final String SESSIONS = "/api/v1/sessions";

  @Test
  void aSessionIsFoundByTheBeginningOfItsId() throws IOException {
    String id = session("x");

    assertThat(client.get(SESSIONS + "/" + id.substring(0, 4)).text("/id")).isEqualTo(id);
    assertThat(client.get(SESSIONS + "/zzz").problem()).isEqualTo("session_not_found");
    assertThat(client.get(SESSIONS + "/" + id.substring(0, 2)).status()).isEqualTo(404);
  }

  @Test
  void aBlankIdIsNobodys() throws IOException {
    Reply blank = client.post(SESSIONS + "/%20/stop", "{}");

    assertThat(blank.problem()).isEqualTo("session_not_found");
    assertThat(blank.text("/detail")).contains("\" \"");
    assertThat(client.get(SESSIONS + "/%20").problem()).isEqualTo("session_not_found");
  }

  @Test
  void aListOfAnUnknownSessionSaysThatThereIsNone() throws IOException {
    for (String list : List.of("artifacts", "events", "input-requests")) {
      Reply unknown = client.get("/api/v1/" + list + "?session=zzzz");
      assertThat(unknown.problem()).as(list).isEqualTo("unknown_filter_value");
      assertThat(unknown.text("/detail")).isEqualTo("there is no session \"zzzz\"");
    }
  }

  @Test
  void listsCutThePromptAndTheSessionItselfDoesNot() throws IOException {
    String prompt = "p".repeat(600);
    String id = session(prompt);

    assertThat(client.get(SESSIONS).text("/items/0/prompt")).isEqualTo("p".repeat(500));
    assertThat(client.get(SESSIONS + "/" + id).text("/prompt")).isEqualTo(prompt);
  }

  @Test
  void filtersNarrowTheListAndRefuseWhatNobodyKnows() throws IOException {
    session("x");
    client.post(SESSIONS, command("analyze", ""));

    assertThat(size("?action=analyze")).isEqualTo(1);
    assertThat(size("?state=created&agent=claude&project=my-app")).isEqualTo(2);
    assertThat(size("?state=failed")).isZero();
    assertThat(size("?agent=cursor")).isZero();
    Reply state = client.get(SESSIONS + "?state=runing");
    assertThat(state.problem() + state.text("/nearest")).isEqualTo("unknown_filter_valuerunning");
    Reply agent = client.get(SESSIONS + "?agent=cluade");
    assertThat(agent.problem() + agent.text("/nearest")).isEqualTo("unknown_filter_valueclaude");
    Reply project = client.get(SESSIONS + "?project=my-ap");
    assertThat(project.problem() + project.text("/nearest"))
        .isEqualTo("unknown_filter_valuemy-app");
    assertThat(client.get(SESSIONS + "?project=elsewhere").text("/hint"))
        .isEqualTo(ProblemType.PROJECT_NOT_FOUND.hint());
  }

  @Test
  void theQueueIsListedAndCountedWithoutTheOthers() throws IOException {
    session("x");
    String queued = session("y");
    daemon
        .stores()
        .transactions()
        .write(() ->
            daemon
                .stores()
                .queue()
                .add(new SessionId(queued), Wish.followUp(Actor.DAEMON), Samples.NOON, null));

    Reply list = client.get(SESSIONS + "?queued=true&facets=true");

    assertThat(list.json().path("items")).hasSize(1);
    assertThat(list.text("/items/0/id")).isEqualTo(queued);
    assertThat(list.json().at("/items/0/queued/position").asInt()).isEqualTo(1);
    assertThat(list.json().at("/facets/state/created").asInt()).isEqualTo(1);
    assertThat(size("?queued=true&state=failed")).isZero();
    assertThat(size("?queued=false")).isEqualTo(2);
    Reply refused = client.get(SESSIONS + "?queued=yes");
    assertThat(refused.problem()).isEqualTo("unknown_filter_value");
    assertThat(refused.json().at("/known").toString()).contains("true", "false");
    assertThat(client.get("/api/v1/stats").json().path("queued").asInt()).isEqualTo(1);
  }

  @Test
  void aFilterThatIsMistypedIsRefusedWithTheKnownOnes() throws IOException {
    Reply mistyped = client.get(SESSIONS + "?qq=x");
    assertThat(mistyped.problem()).isEqualTo("unknown_query");
    assertThat(mistyped.json().at("/known").toString()).contains("facets");
  }

  @Test
  void aStopIsRecordedBeforeItIsAnswered() throws IOException {
    String id = session("x");

    Reply stopped = client.post(SESSIONS + "/" + id + "/stop", "");

    assertThat(stopped.status()).isEqualTo(202);
    assertThat(stopped.json().at("/stopping/rung").isMissingNode()).isFalse();
    assertThat(client.get("/api/v1/events?type=session.stop_requested").text("/items/0/session_id"))
        .isEqualTo(id);
  }

  @Test
  void whatTheLifecycleDoesNotAllowIsAnsweredWithWhatItDoes() throws IOException {
    String id = session("x");

    Reply refused = client.post(SESSIONS + "/" + id + "/resume", "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("illegal_transition");
    assertThat(refused.json().at("/actions").toString())
        .isEqualTo(client.get(SESSIONS + "/" + id).json().at("/actions").toString())
        .contains("stop");
  }

  @Test
  void aFollowUpOfASessionThatHasNotBegunIsKept() throws IOException {
    String id = session("x");

    Reply kept = client.post(SESSIONS + "/" + id + "/followup", "{\"message\":\"and docs\"}");

    assertThat(kept.status()).isEqualTo(202);
    assertThat(kept.text("/delivery")).isEqualTo("kept");
    assertThat(kept.json().at("/follow_up/position").asInt()).isEqualTo(1);
    Reply listed = client.get(SESSIONS + "/" + id + "/followups");
    assertThat(listed.json().at("/items/0")).isEqualTo(kept.json().at("/follow_up"));
  }

  @Test
  void aFollowUpMustSaySomethingInAModeThatThereIs() throws IOException {
    String path = SESSIONS + "/" + session("x") + "/followup";

    assertThat(client.post(path, "{}").problem()).isEqualTo("missing_field");
    assertThat(client.post(path, "{\"message\":\" \"}").problem()).isEqualTo("invalid_field");
    assertThat(client.post(path, "{\"message\":\"x\",\"mode\":\"interrupt\"}").problem())
        .isEqualTo("not_available_yet");
    Reply mode = client.post(path, "{\"message\":\"x\",\"mode\":\"nxt_turn\"}");
    assertThat(mode.problem() + mode.text("/nearest")).isEqualTo("invalid_fieldnext_turn");
  }

  @Test
  void turnsAreListedWithTheirPrompt() throws IOException {
    Reply turns = client.get(SESSIONS + "/" + session("do it") + "/turns");

    assertThat(turns.json().at("/items").size()).isEqualTo(1);
    assertThat(turns.text("/items/0/kind")).isEqualTo("start");
    assertThat(turns.text("/items/0/prompt")).contains("do it");
    assertThat(turns.json().at("/items/0/outcome").isNull()).isTrue();
  }

  @Test
  void aRequestIsAnsweredOnce() throws IOException {
    ask(session("x"), "request001");
    String path = "/api/v1/input-requests/request001/answer";

    assertThat(client.get("/api/v1/input-requests?status=open").text("/items/0/id"))
        .isEqualTo("request001");
    Reply never = client.post(path, "{\"decision\":\"allow_always\"}");
    assertThat(never.problem()).isEqualTo("not_available_yet");
    Reply odd = client.post(path, "{\"decision\":\"allow\",\"option\":\"maybe\"}");
    assertThat(odd.problem()).isEqualTo("invalid_answer");

    Reply answered = client.post(path, "{\"decision\":\"deny\",\"text\":\"use vitest\"}");
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.text("/status")).isEqualTo("answered");
    assertThat(answered.text("/answer/text")).isEqualTo("use vitest");

    Reply again = client.post(path, "{\"decision\":\"allow\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.problem()).isEqualTo("already_answered");
    assertThat(client.get("/api/v1/input-requests?status=open").json().at("/items").isEmpty())
        .isTrue();
  }

  @Test
  void aTitleIsCutBehindASecret() throws IOException {
    String id = session("y".repeat(72) + daemon.token());

    assertThat(client.get(SESSIONS + "/" + id).text("/title"))
        .isEqualTo("y".repeat(72) + "[redact…");
  }

  @Test
  void aSessionThatHasPrintedNothingHasAnEmptyLogAndAnEmptyDiff() throws IOException {
    String id = session("x");

    Reply tail = client.get(SESSIONS + "/" + id + "/log-tail?lines=10");
    assertThat(tail.json().at("/items").isEmpty()).isTrue();
    assertThat(tail.json().at("/truncated").asBoolean()).isFalse();
    assertThat(client.get(SESSIONS + "/" + id + "/log-tail?lines=2001").problem())
        .isEqualTo("invalid_query");
    Reply diff = client.get(SESSIONS + "/" + id + "/diff");
    assertThat(diff.raw().header("content-type")).contains("text/x-patch");
    assertThat(diff.raw().bytes()).isEmpty();
    assertThat(client.get(SESSIONS + "/" + id + "/diff?turn=7").problem())
        .isEqualTo("turn_not_found");
  }

  private int size(String query) throws IOException {
    return client.get(SESSIONS + query).json().at("/items").size();
  }

  private void ask(String session, String request) {
    daemon
        .stores()
        .transactions()
        .write(() ->
            daemon
                .stores()
                .inputRequests()
                .insert(
                    new InputRequest(
                        request,
                        new SessionId(session),
                        1,
                        "key",
                        new InputRequest.Question(
                            InputRequest.Kind.APPROVAL, "Bash: npm test", "{}", List.of()),
                        InputRequest.Status.OPEN,
                        null,
                        Instant.parse("2026-01-01T00:00:00Z"))));
  }
}
