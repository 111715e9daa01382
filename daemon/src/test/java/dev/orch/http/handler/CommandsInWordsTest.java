package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import dev.orch.http.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that are typed: what is recorded, done and refused. */
class CommandsInWordsTest extends HandlerFixture {
  private static final String COMMANDS = "/api/v1/commands";

  private Reply say(String text) throws IOException {
    return client.post(COMMANDS, words(text));
  }

  private Reply tryOut(String text) throws IOException {
    return client.post(COMMANDS + "?dry_run=true", words(text));
  }

  private static String words(String text) {
    return new String(Json.bytes(Map.of("text", text)), StandardCharsets.UTF_8);
  }

  private int commands() throws IOException {
    return client.get(COMMANDS).json().at("/items").size();
  }

  @Test
  void wordsStartASession() throws IOException {
    Reply made = say("Ask claude to review README.md in my-app using opus");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/text")).isEqualTo("Ask claude to review README.md in my-app using opus");
    assertThat(made.text("/agent") + " " + made.text("/action")).isEqualTo("claude review");
    assertThat(made.text("/session/scope_path")).isEqualTo("README.md");
    assertThat(made.text("/session/model")).isEqualTo("opus");
    assertThat(client.get(COMMANDS + "/" + made.text("/id")).text("/text"))
        .isEqualTo(made.text("/text"));
  }

  @Test
  void wordsForASessionAreRecordedWithIt() throws IOException {
    String session = session("x");

    Reply told = say("tell " + session + " mind the tests");

    assertThat(told.status()).isEqualTo(201);
    assertThat(told.text("/action")).isEqualTo("follow_up");
    assertThat(told.text("/prompt")).isEqualTo("mind the tests");
    assertThat(told.text("/session_id")).isEqualTo(session);
    assertThat(told.text("/session/id")).isEqualTo(session);
    assertThat(client.get("/api/v1/sessions/" + session + "/followups").text("/items/0/message"))
        .isEqualTo("mind the tests");
  }

  @Test
  void aStopInWordsIsAStop() throws IOException {
    String session = session("x");

    say("STOP " + session.substring(0, 6));

    Reply events = client.get("/api/v1/events?session=" + session + "&type=session.*,command.*");
    assertThat(events.json().at("/items").findValuesAsString("type"))
        .containsSubsequence("session.stop_requested", "command.dispatched");
  }

  @Test
  void whatTheSessionRefusesIsRecordedWithItsProblem() throws IOException {
    String session = session("x");

    Reply refused = say("archive " + session);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("illegal_transition");
    Reply kept = client.get(COMMANDS + "?status=rejected");
    assertThat(kept.text("/items/0/text")).isEqualTo("archive " + session);
    assertThat(kept.text("/items/0/problem/type")).endsWith("illegal_transition");
  }

  @Test
  void aRejectedCommandKeepsTheHintThatItWasAnsweredWith() throws IOException {
    for (String text :
        List.of(
            "claude implement my-ap add caching",
            "resume xxxxxxxx",
            "archive " + session("x"),
            "claude review my-app --base nowhere")) {
      Reply refused = say(text);

      assertThat(refused.text("/hint")).isNotBlank();
      assertThat(client.get(COMMANDS + "?status=rejected").text("/items/0/problem/hint"))
          .isEqualTo(refused.text("/hint"));
    }
  }

  @Test
  void aRejectionIsToldWithItsHint() throws IOException {
    Reply refused = say("claude implement my-ap add caching");

    assertThat(client.get("/api/v1/events?type=command.rejected").text("/items/0/payload/hint"))
        .isEqualTo(refused.text("/hint"));
  }

  @Test
  void aRepeatedRefusalOfTheSessionIsOneRow() throws IOException {
    String text = words("archive " + session("x"));
    int before = commands();

    Reply refused = client.post(COMMANDS, text, "Idempotency-Key: a");
    Reply again = client.post(COMMANDS, text, "Idempotency-Key: a");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json()).isEqualTo(refused.json());
    assertThat(commands()).isEqualTo(before + 1);
  }

  @Test
  void aMistypedSessionIsToldTheNearest() throws IOException {
    String session = session("x");
    String typo = session.substring(0, 5) + "u" + session.substring(6);

    assertThat(say("stop " + typo).text("/nearest")).isEqualTo(session);
    assertThat(say("stop " + typo.substring(0, 7)).text("/nearest")).isEqualTo(session);
    Reply byPath = client.post("/api/v1/sessions/" + typo + "/stop", "{}");
    assertThat(byPath.problem()).isEqualTo("session_not_found");
    assertThat(byPath.text("/nearest")).isEqualTo(session);
    assertThat(byPath.text("/hint")).contains(session);
  }

  @Test
  void whoNamesWhatIsNotThereIsToldWhereToLook() throws IOException {
    Reply session = say("resume xxxxxxxx");
    assertThat(session.problem()).isEqualTo("command_misread");
    assertThat(session.text("/detail")).contains("\"xxxxxxxx\"", "session");
    assertThat(session.text("/hint")).contains("orch sessions");
    assertThat(say("claude implement nowhere x").text("/hint")).contains("orch projects");
  }

  @Test
  void aDryRunSaysTheBranchThatTheSessionWouldGet() throws IOException {
    assertThat(tryOut("claude implement my-app x").text("/branch"))
        .isEqualTo("orch/claude/my-app/{session_id}");
    assertThat(tryOut("claude review my-app").json().at("/branch").isNull()).isTrue();

    String settings = "{\"settings\":{\"branch_template\":\"work/{title}\"}}";
    assertThat(client.put("/api/v1/projects/my-app", settings).status()).isEqualTo(200);
    assertThat(tryOut("claude implement my-app add keys").text("/branch"))
        .isEqualTo("work/add-keys");
    Reply first = say("claude implement my-app add keys");
    assertThat(first.text("/session/branch")).isEqualTo("work/add-keys");
    assertThat(tryOut("claude implement my-app add keys").text("/branch"))
        .isEqualTo("work/add-keys-2");
  }

  @Test
  void aDryRunIsRefusedForABranchOfAnotherSessionToo() throws IOException {
    String named = command("implement", "x").replace("}", ",\"branch\":\"fix/retry\"}");
    Reply tried = client.post(COMMANDS + "?dry_run=true", named);
    assertThat(tried.text("/branch")).isEqualTo("fix/retry");

    client.post(COMMANDS, named);

    assertThat(client.post(COMMANDS + "?dry_run=true", named).problem()).isEqualTo("branch_exists");
  }

  @Test
  void whatCannotBeReadIsRecordedAsItWasTyped() throws IOException {
    Reply refused = say("claude implement my-ap add caching");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("command_misread");
    assertThat(refused.text("/detail")).contains("\"my-ap\"").contains("a project");
    assertThat(refused.text("/nearest")).isEqualTo("my-app");
    Reply kept = client.get(COMMANDS + "/" + refused.text("/command_id"));
    assertThat(kept.text("/text")).isEqualTo("claude implement my-ap add caching");
    assertThat(kept.json().at("/agent").isNull()).isTrue();
  }

  @Test
  void aDryRunSaysWhatItMeansAndDoesNothing() throws IOException {
    String session = session("x");
    int before = commands();

    Reply work = tryOut("plan a migration for my-app with claude");
    Reply act = tryOut("resume " + session.substring(0, 5) + " go on");
    Reply none = tryOut("plan a migration for my-app with cluade");

    assertThat(work.status()).isEqualTo(200);
    assertThat(work.text("/text")).isEqualTo("claude plan my-app -- a migration");
    assertThat(work.text("/prompt") + "|" + work.text("/base")).isEqualTo("a migration|main");
    assertThat(act.text("/session_id")).isEqualTo(session);
    assertThat(act.text("/action") + "|" + act.text("/prompt")).isEqualTo("resume|go on");
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.text("/nearest")).isEqualTo("claude");
    assertThat(commands()).isEqualTo(before);
    assertThat(client.get("/api/v1/sessions").json().at("/items").size()).isEqualTo(1);
  }

  @Test
  void aCommandThatDoesNotSayItAllIsRecordedAsFarAsItGoes() throws IOException {
    for (String route : List.of(COMMANDS, "/api/v1/sessions")) {
      Reply refused = client.post(route, "{\"agent\":\"claude\",\"prompt\":\"look\"}");

      assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 missing_field");
      assertThat(refused.text("/field")).isEqualTo("action");
      Reply kept = client.get(COMMANDS + "/" + refused.text("/command_id"));
      assertThat(kept.text("/status")).isEqualTo("rejected");
      assertThat(kept.text("/problem/detail")).isEqualTo(refused.text("/detail"));
      assertThat(kept.text("/agent") + " " + kept.text("/prompt")).isEqualTo("claude look");
      assertThat(kept.json().at("/action").isNull()).isTrue();
    }
    Reply tried = client.post(COMMANDS + "?dry_run=true", "{}");
    assertThat(tried.problem() + " " + tried.text("/field")).isEqualTo("missing_field agent");
    assertThat(commands()).isEqualTo(2);
  }

  @Test
  void aCommandIsATextOrFieldsAndNotBoth() throws IOException {
    Reply both = client.post(COMMANDS, "{\"text\":\"claude review my-app\",\"agent\":\"claude\"}");
    Reply neither = client.post(COMMANDS, "{\"agent\":\"claude\",\"action\":\"review\"}");
    Reply session = client.post("/api/v1/sessions", words("claude review my-app"));

    assertThat(both.problem() + " " + both.text("/field")).isEqualTo("invalid_field text");
    assertThat(neither.problem() + " " + neither.text("/field")).isEqualTo("missing_field project");
    assertThat(session.problem() + " " + session.text("/field")).isEqualTo("invalid_field text");
  }
}
