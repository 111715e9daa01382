package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked of a session whose agent's program is gone, or does not work any more. */
class UnusableAgentTest extends RealPlaneSuite {
  private static final String MORE = "{\"message\":\"[[say more]]\"}";

  @Test
  void aFollowUpIsRefusedAndNothingIsChanged() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    JsonNode before = plane.await(id, "completed");
    plane.uninstallAgent();

    refused("agent_not_installed", id, followUp(id));
    assertThat(plane.session(id)).isEqualTo(before);
    plane.installAgent();
    assertThat(followUp(id).text("/delivery")).isEqualTo("sent");
    plane.await(id, session -> session.path("turn_count").asInt() == 2);
    plane.await(id, "completed");
  }

  @Test
  void aResumeIsRefusedAndNothingIsChanged() throws IOException {
    String id = plane.send("implement", "[[exit 3]]");
    JsonNode before = plane.await(id, "failed/agent_crashed");
    plane.uninstallAgent();

    refused("agent_not_installed", id, resume(id));
    assertThat(plane.session(id)).isEqualTo(before);
    plane.installAgent();
    assertThat(resume(id).status()).isEqualTo(202);
    plane.await(id, "completed");
  }

  @Test
  void aProgramThatDoesNotSayItsVersionIsAsGoodAsNone() throws IOException {
    String id = plane.send("implement", "[[exit 3]]");
    plane.await(id, "failed/agent_crashed");
    plane.breakAgent();

    refused("agent_unavailable", id, resume(id));
    refused("agent_unavailable", id, followUp(id));
    ApiClient.Reply sent =
        plane
            .client()
            .post(
                ApiPath.COMMANDS.template(),
                "{\"agent\":\"claude\",\"action\":\"analyze\",\"project\":\"app\"}");
    assertThat(sent.status()).isEqualTo(422);
    assertThat(sent.problem()).isEqualTo("agent_unavailable");
    assertThat(plane.client().get(ApiPath.COMMAND.with(sent.text("/command_id"))).text("/status"))
        .isEqualTo("rejected");
    JsonNode agent = plane.client().get(ApiPath.AGENTS.template()).json().at("/items/0");
    assertThat(agent.path("available").asBoolean()).isFalse();
    assertThat(agent.path("hint").asString()).contains("install");
    assertThat(sent.text("/detail")).isEqualTo(agent.at("/problems/0").asString());
    assertThat(sent.text("/detail").split(agent.path("binary").asString(), -1)).hasSize(2);
  }

  @Test
  void noSettingOfTheDaemonReachesAnAgent() throws IOException {
    JsonNode names =
        plane.client().get(ApiPath.AGENTS.template()).json().at("/items/0/environment");

    assertThat(names.path("held_back").toString()).contains("\"PORT\"", "ORCH_STOP_GRACE");
    assertThat(names.path("passed").toString()).doesNotContain("\"PORT\"", "ORCH_");
  }

  @Test
  void aMessageForARunningTurnNeedsNoProgramAndIsKept() throws IOException {
    String id = plane.send("implement", "[[hang]]");
    plane.await(id, "running/working");
    plane.uninstallAgent();

    assertThat(followUp(id).text("/delivery")).isEqualTo("kept");
  }

  @Test
  void whatTheLifecycleRefusesIsRefusedForThat() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    plane.uninstallAgent();

    assertThat(resume(id).problem()).isEqualTo("illegal_transition");
  }

  @Test
  void aProgramThatGoesAwayAfterTheRequestIsAFailedLaunchThatKeepsTheMessage() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    String path = ApiPath.FOLLOW_UP.with(id);
    plane.holdGit("symbolic-ref");
    ApiClient.Reply taken = plane.client().post(path, MORE);
    assertThat(taken.status()).isEqualTo(202);
    plane.uninstallAgent();
    plane.letGitGoOn();

    plane.await(id, "failed/launch_failed");
    assertThat(plane.client().get(ApiPath.FOLLOW_UPS.with(id)).text("/items/0/message"))
        .isEqualTo("[[say more]]");
  }

  @Test
  void aRepeatedRequestGetsItsFirstAnswerWithoutTheProgram() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    String key = "Idempotency-Key: k";
    ApiClient.Reply first = plane.client().post(ApiPath.FOLLOW_UP.with(id), MORE, key);
    plane.await(id, session -> session.path("turn_count").asInt() == 2);
    plane.await(id, "completed");
    plane.uninstallAgent();

    assertThat(plane.client().post(ApiPath.FOLLOW_UP.with(id), MORE, key).json())
        .isEqualTo(first.json());
  }

  @Test
  void anAnswerThatWouldBeginATurnIsRefusedAndItsRequestStaysOpen() throws IOException {
    String id = askAndDie("[[question Which?]] [[say thanks]]");
    JsonNode before = plane.session(id);
    plane.uninstallAgent();

    refused("agent_not_installed", id, answer(id));
    assertThat(plane.session(id)).isEqualTo(before);
    assertThat(RealPlane.actions(before)).contains("answer");

    plane.installAgent();
    assertThat(answer(id).status()).isEqualTo(200);
    plane.await(id, "completed");
  }

  @Test
  void anAnswerToARunningTurnNeedsNoProgram() throws IOException {
    String id = plane.send("implement", "[[question Which?]] [[say thanks]]");
    plane.await(id, "waiting_for_user/question");
    plane.uninstallAgent();

    assertThat(answer(id).status()).isEqualTo(200);
    plane.await(id, "completed");
  }

  /** The agent waits for an answer, and dies of it. */
  private String askAndDie(String prompt) throws IOException {
    String id = plane.send("implement", prompt);
    plane.await(id, "waiting_for_user/question");
    String agent = Files.readString(plane.run(id).resolve("agent"));
    ProcessHandle.of(Long.parseLong(agent.split(" ", -1)[1]))
        .ifPresent(ProcessHandle::destroyForcibly);
    return plane.await(id, session -> !session.path("exit_code").isNull()).path("id").asString();
  }

  private ApiClient.Reply answer(String id) throws IOException {
    String request = plane.requests(id).getFirst();
    return plane
        .client()
        .post(ApiPath.ANSWER.with(request), "{\"decision\":\"allow\",\"text\":\"the left one\"}");
  }

  private static void refused(String problem, String id, ApiClient.Reply answer) {
    assertThat(answer.status()).as("%s: %s", id, answer.json()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(answer.text("/detail")).isNotBlank();
  }

  private ApiClient.Reply followUp(String id) throws IOException {
    return plane.client().post(ApiPath.FOLLOW_UP.with(id), MORE);
  }

  private ApiClient.Reply resume(String id) throws IOException {
    return plane.client().post(ApiPath.RESUME.with(id), "{}");
  }
}
