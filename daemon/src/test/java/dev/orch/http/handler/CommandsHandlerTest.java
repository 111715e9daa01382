package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CommandsHandlerTest extends HandlerFixture {
  private static final String COMMANDS = "/api/v1/commands";

  @Test
  void aCommandIsRecordedWithItsSession() throws IOException {
    Reply made = client.post(COMMANDS, command("implement", "add caching"), "X-Orch-Client: cli");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.raw().header("location")).contains(COMMANDS + "/" + made.text("/id"));
    assertThat(made.text("/status")).isEqualTo("accepted");
    assertThat(made.text("/source")).isEqualTo("cli");
    assertThat(made.text("/session/id")).isEqualTo(made.text("/session_id"));
    assertThat(made.text("/session/state")).isEqualTo("created");
    assertThat(made.text("/session/title")).isEqualTo("add caching");
    assertThat(made.text("/session/branch")).startsWith("orch/claude/my-app/");
    assertThat(client.get(COMMANDS + "/" + made.text("/id")).text("/session_id"))
        .isEqualTo(made.text("/session_id"));
    assertThat(client.get(COMMANDS + "?project=my-app").text("/items/0/id"))
        .isEqualTo(made.text("/id"));
  }

  @Test
  void theSameBodyStartsASession() throws IOException {
    Reply made = client.post("/api/v1/sessions", command("analyze", ""));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.raw().header("location")).contains("/api/v1/sessions/" + made.text("/id"));
    assertThat(made.text("/action")).isEqualTo("analyze");
    assertThat(made.json().at("/worktree_path").isNull()).isTrue();
  }

  @Test
  void noWordOfACommandShowsASecretLater() throws IOException {
    String secret = daemon.token();
    client.post(COMMANDS, body(secret, "implement", "my-app", "x"));
    client.post(COMMANDS, body("claude", secret, "my-app", "x"));

    assertThat(client.get(COMMANDS).raw().text()).doesNotContain(secret).contains("[redacted]");
    assertThat(client.get("/api/v1/events").raw().text()).doesNotContain(secret);
  }

  @Test
  void aRejectedCommandSaysWhichWordIsWrongAndIsKept() throws IOException {
    Reply agent = client.post(COMMANDS, body("cluade", "implement", "my-app", "x"));
    Reply action = client.post(COMMANDS, body("claude", "implemnet", "my-app", "x"));
    Reply project = client.post(COMMANDS, body("claude", "implement", "my-ap", "x"));
    Reply prompt = client.post(COMMANDS, command("implement", ""));
    Reply planned = client.post(COMMANDS, body("cursor", "implement", "my-app", "x"));

    assertThat(agent.problem() + agent.text("/nearest")).isEqualTo("unknown_agentclaude");
    assertThat(action.problem() + action.text("/nearest")).isEqualTo("unknown_actionimplement");
    assertThat(project.problem() + project.text("/nearest")).isEqualTo("unknown_projectmy-app");
    assertThat(prompt.problem()).isEqualTo("prompt_required");
    assertThat(planned.problem()).isEqualTo("agent_unavailable");
    assertThat(planned.text("/detail")).contains("comes later");
    for (Reply rejected : new Reply[] {agent, action, project, prompt, planned}) {
      assertThat(rejected.status()).isEqualTo(422);
      Reply kept = client.get(COMMANDS + "/" + rejected.text("/command_id"));
      assertThat(kept.text("/status")).isEqualTo("rejected");
      assertThat(kept.text("/problem/type")).isEqualTo(rejected.text("/type"));
    }
  }

  @Test
  void theBranchThatACommandNamesIsKeptWithIt() throws IOException {
    String body = command("implement", "x").replace("}", ",\"branch\":\"fix/retry\"}");

    Reply sent = client.post(COMMANDS, body);

    assertThat(client.get(COMMANDS + "/" + sent.text("/id")).text("/branch"))
        .isEqualTo("fix/retry");
  }

  @Test
  void commandsAreListedByWhatBecameOfThem() throws IOException {
    Reply accepted = client.post(COMMANDS, command("implement", "x"));
    Reply rejected = client.post(COMMANDS, command("implement", ""));

    assertThat(client.get(COMMANDS + "?status=accepted").text("/items/0/id"))
        .isEqualTo(accepted.text("/id"));
    assertThat(client.get(COMMANDS + "?status=rejected").text("/items/0/id"))
        .isEqualTo(rejected.text("/command_id"));
    assertThat(client.get(COMMANDS + "?status=acepted").text("/nearest")).isEqualTo("accepted");
  }

  @Test
  void commandsAreListedByWhatTheyNameAndByTheirSession() throws IOException {
    Reply work = client.post(COMMANDS, body("Claude", "Implement", "my-app", "x"));
    Reply wrong = client.post(COMMANDS, body("cluade", "do", "my-app", "x"));
    String session = work.text("/session_id");
    Reply act = client.post(COMMANDS, "{\"text\":\"stop %s\"}".formatted(session));

    assertThat(ids("agent=claude")).containsExactly(work.text("/id"));
    assertThat(ids("action=implement")).containsExactly(work.text("/id"));
    assertThat(ids("action=stop")).containsExactly(act.text("/id"));
    assertThat(ids("session=" + session.substring(0, 5)))
        .containsExactly(act.text("/id"), work.text("/id"));
    assertThat(ids("session=" + session + "&action=stop&facets=true"))
        .containsExactly(act.text("/id"));
    assertThat(ids("status=rejected")).containsExactly(wrong.text("/command_id"));
    assertThat(client.get(COMMANDS + "?agent=cluade").text("/nearest")).isEqualTo("claude");
    assertThat(client.get(COMMANDS + "?action=implemnt").text("/nearest")).isEqualTo("implement");
    JsonNode facets = client.get(COMMANDS + "?facets=true").json().path("facets");
    assertThat(facets.path("agent").toString()).isEqualTo("{\"claude\":1}");
    assertThat(facets.path("action").toString()).isEqualTo("{\"implement\":1,\"stop\":1}");
  }

  private List<String> ids(String query) throws IOException {
    return client
        .get(COMMANDS + "?" + query)
        .json()
        .path("items")
        .valueStream()
        .map(item -> item.path("id").asString())
        .toList();
  }

  @Test
  void aRepositoryWhoseConfigurationIsBrokenIsNotTakenForOneWithoutTheCommit() throws IOException {
    Files.writeString(
        repository.folder().resolve(".git/config"), "[broken", StandardOpenOption.APPEND);

    Reply refused = client.post("/api/v1/commands", command("implement", "x"));

    assertThat(refused.raw().status()).isEqualTo(422);
    assertThat(refused.text("/type")).isEqualTo("urn:orch:problem:repository_unreadable");
    assertThat(refused.text("/detail")).contains("bad config");
  }

  @Test
  void aMistypedFieldIsToldTheNearest() throws IOException {
    Reply typo = client.post(COMMANDS, "{\"agnet\":\"claude\"}");
    assertThat(typo.problem() + typo.text("/nearest")).isEqualTo("unknown_fieldagent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\\nb", "a\\u0000b", "\\u001b[31m"})
  void aModelABaseAndAScopeMustSaySomethingInOneLine(String text) throws IOException {
    for (String field : List.of("model", "base", "scope_path")) {
      String body =
          command("implement", "x").replace("}", ",\"%s\":\"%s\"}".formatted(field, text));
      for (String path : List.of(COMMANDS, "/api/v1/sessions")) {
        Reply answer = client.post(path, body);
        assertThat(answer.problem()).as("%s %s", field, text).isEqualTo("invalid_field");
        assertThat(answer.text("/field")).isEqualTo(field);
      }
    }
    assertThat(client.get("/api/v1/sessions").json().at("/items").isEmpty()).isTrue();
  }

  /** Such a text cannot be written as UTF-8: it would reach the agent as another one. */
  @Test
  void halfACharacterIsRefusedWhereverItStands() throws IOException {
    Reply prompt = client.post(COMMANDS, command("implement", "a \\ud83d b"));
    assertThat(prompt.problem()).isEqualTo("invalid_field");
    assertThat(prompt.text("/field")).isEqualTo("prompt");
    Reply last = client.post(COMMANDS, command("implement", "a \\ude00"));
    assertThat(last.problem()).isEqualTo("invalid_field");
    Reply env =
        client.put("/api/v1/projects/my-app", "{\"settings\":{\"env\":{\"A\":\"\\ud83d\"}}}");
    assertThat(env.text("/field")).isEqualTo("settings.env.A");

    Reply whole = client.post(COMMANDS, command("implement", "a \\ud83d\\ude00 b"));
    assertThat(whole.text("/prompt")).isEqualTo("a \ud83d\ude00 b");
  }

  @Test
  void aSessionWithoutAPromptIsCalledByItsActionAndScope() throws IOException {
    Reply all = client.post("/api/v1/sessions", command("analyze", ""));
    Reply scoped =
        client.post(
            "/api/v1/sessions",
            command("review", "").replace("}", ",\"scope_path\":\"README.md\"}"));

    assertThat(all.text("/title")).isEqualTo("analyze");
    assertThat(scoped.text("/title")).isEqualTo("review README.md");
  }

  @Test
  void aPromptThatIsTooLongIsRefused() throws IOException {
    Reply answer = client.post(COMMANDS, command("implement", "ü".repeat(128 * 1024 + 1)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.problem()).isEqualTo("prompt_too_long");
  }

  @Test
  void aRepeatedCommandStartsOneSessionAndARepeatedRejectionIsOneRow() throws IOException {
    Reply first = client.post(COMMANDS, command("implement", "x"), "Idempotency-Key: a");
    Reply again = client.post(COMMANDS, command("implement", "x"), "Idempotency-Key: a");
    Reply no = client.post(COMMANDS, command("implement", ""), "Idempotency-Key: b");
    Reply stillNo = client.post(COMMANDS, command("implement", ""), "Idempotency-Key: b");

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(stillNo.status()).isEqualTo(422);
    assertThat(stillNo.json()).isEqualTo(no.json());
    assertThat(client.get(COMMANDS).json().at("/items").size()).isEqualTo(2);
    assertThat(client.get("/api/v1/sessions").json().at("/items").size()).isEqualTo(1);
  }

  @Test
  void aKeyOfAnotherRequestIsToldByTheNameThatTheClientKnows() throws IOException {
    client.post(COMMANDS, command("implement", "x"), "Idempotency-Key: a-4711");
    Reply other = client.post(COMMANDS, command("implement", "y"), "Idempotency-Key: a-4711");

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.problem()).isEqualTo("idempotency_conflict");
    assertThat(other.text("/detail"))
        .contains("\"a-4711\"")
        .doesNotContain("USER")
        .doesNotContain("submitCommand");
  }

  @Test
  void whatTheProjectKeepsSecretIsMaskedWhereverACommandIsRead() throws IOException {
    client.put(
        "/api/v1/projects/my-app", "{\"settings\":{\"env\":{\"KEY\":\"canary-4711-value\"}}}");
    Reply made = client.post(COMMANDS, command("implement", "use canary-4711-value now"));
    String session = made.text("/session_id");

    for (String path :
        new String[] {
          COMMANDS,
          COMMANDS + "/" + made.text("/id"),
          "/api/v1/sessions",
          "/api/v1/sessions/" + session,
          "/api/v1/sessions/" + session + "/turns",
          "/api/v1/events"
        }) {
      assertThat(client.get(path).raw().text()).as(path).doesNotContain("canary-4711");
    }
    assertThat(made.raw().text()).doesNotContain("canary-4711").contains("use [redacted] now");
  }
}
