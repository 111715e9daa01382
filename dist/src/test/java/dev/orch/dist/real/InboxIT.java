package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the agent asks a person, and what becomes of the answer. */
class InboxIT extends RealAgentSuite {
  @Test
  void anApprovalWaitsInTheInboxAndAllowingLetsTheCallRun() throws Exception {
    DrivenSession session = orch.implement("[[bash bash -c 'echo > allowed.txt']] [[say went on]]");
    JsonNode request = session.awaitRequest("approval");
    assertThat(request.path("title").asString()).contains("bash -c 'echo > allowed.txt'");
    assertThat(session.view().path("reason").asString()).isEqualTo("approval");
    assertThat(session.worktree().resolve("allowed.txt")).doesNotExist();
    session.answer(request, "allow");

    session.await("completed");
    assertThat(session.worktree().resolve("allowed.txt")).exists();
    assertThat(session.said()).containsExactly("went on");
    assertThat(session.states())
        .containsExactly("running", "waiting_for_user", "running", "completed");
  }

  @Test
  void denyingAnApprovalTellsTheAgentWhyAndTheTurnGoesOn() throws Exception {
    DrivenSession session = orch.implement("[[bash bash -c 'echo > denied.txt']] [[say went on]]");
    session.answer(
        session.awaitRequest("approval"), Map.of("decision", "deny", "text", "use the other file"));

    session.await("completed");
    assertThat(session.worktree().resolve("denied.txt")).doesNotExist();
    assertThat(session.toolResults().getFirst()).contains("use the other file");
    assertThat(session.said()).containsExactly("went on");
  }

  @Test
  void aFollowUpDoesNotDecideAnApproval() throws Exception {
    DrivenSession session = orch.implement("[[bash bash -c 'echo > late.txt']] [[say first]]");
    JsonNode request = session.awaitRequest("approval");
    JsonNode kept = session.followUp("[[say second]]");
    assertThat(kept.path("delivery").asString()).isEqualTo("kept");
    assertThat(session.view().path("state").asString()).isEqualTo("waiting_for_user");
    session.answer(request, "allow");

    session.await("completed");
    assertThat(session.worktree().resolve("late.txt")).exists();
    assertThat(session.said()).contains("second");
    assertThat(session.events("follow_up.delivered")).hasSize(1);
  }

  @Test
  void severalApprovalsAreOpenAtOnceAndAnsweredInAnyOrder() throws Exception {
    Path here = Files.writeString(orch.folder().resolve("here"), "text of here");
    Path there = Files.writeString(orch.folder().resolve("there"), "text of there");
    DrivenSession session =
        orch.implement("[[read %s]] [[and]] [[read %s]] [[say both]]".formatted(here, there));
    List<JsonNode> open = session.awaitOpen(2);
    session.answer(open.getLast(), "allow");
    session.answer(open.getFirst(), "deny");

    session.await("completed");
    assertThat(session.toolResults()).filteredOn(text -> text.contains("text of")).hasSize(1);
    assertThat(session.said()).containsExactly("both");
    assertThat(session.events("input.answered")).hasSize(2);
  }

  @Test
  void anAnswerIsTakenOnce() throws Exception {
    DrivenSession session = orch.implement("[[bash bash -c 'echo > once.txt']] [[say went on]]");
    JsonNode request = session.awaitRequest("approval");
    session.answer(request, "allow");

    int again =
        orch.api()
            .post(
                "/input-requests/" + request.path("id").asString() + "/answer",
                Map.of("decision", "deny"))
            .status();
    session.await("completed");
    assertThat(again).isEqualTo(409);
    assertThat(session.events("input.answered")).hasSize(1);
    assertThat(session.worktree().resolve("once.txt")).exists();
  }

  @Test
  void aQuestionIsAnsweredWithOneOfItsOptions() throws Exception {
    DrivenSession session = orch.implement("[[ask Which database?]] [[say thanks]]");
    JsonNode request = session.awaitRequest("question");
    assertThat(request.path("title").asString()).contains("Which database?");
    assertThat(request.path("options").valueStream().map(JsonNode::asString))
        .containsExactly("Yes", "No");
    session.answer(request, Map.of("decision", "allow", "option", "No"));

    session.await("completed");
    assertThat(session.toolResults().getFirst()).contains("\"Which database?\"=\"No\"");
    assertThat(session.said()).containsExactly("thanks");
  }

  @Test
  void aFollowUpAnswersTheQuestion() throws Exception {
    DrivenSession session = orch.implement("[[ask Which color?]] [[say thanks]]");
    session.awaitRequest("question");
    JsonNode answer = session.followUp("something greenish");
    assertThat(answer.path("delivery").asString()).isEqualTo("answered");

    session.await("completed");
    assertThat(session.toolResults().getFirst()).contains("something greenish");
    assertThat(session.turns()).hasSize(1);
  }

  @Test
  void anAcceptedPlanIsImplementedInTheSameTurnAndKept() throws Exception {
    DrivenSession session =
        orch.start(
            Installation.PROJECT,
            "plan",
            "[[plan first look, then leap]] [[write leap.txt leapt]] [[say implemented]]");
    JsonNode request = session.awaitRequest("plan_review");
    assertThat(request.path("detail").asString()).contains("first look, then leap");
    assertThat(session.artifact("plan")).contains("first look, then leap");
    assertThat(session.worktree().resolve("leap.txt")).doesNotExist();
    session.answer(request, "allow");

    session.await("completed");
    assertThat(session.worktree().resolve("leap.txt")).hasContent("leapt\n");
    assertThat(session.turnsInWords()).containsExactly("start completed");
  }

  @Test
  void aPlanThatIsSentBackIsMadeAgain() throws Exception {
    DrivenSession session =
        orch.start(
            Installation.PROJECT,
            "plan",
            "[[plan plan one]] [[plan plan two]] [[write two.txt 2]] [[say implemented]]");
    session.answer(
        session.awaitRequest("plan_review"), Map.of("decision", "deny", "text", "smaller steps"));
    JsonNode second = session.awaitRequest("plan_review");
    assertThat(session.toolResults().getFirst()).contains("smaller steps");
    assertThat(second.path("detail").asString()).contains("plan two");
    session.answer(second, "allow");

    session.await("completed");
    assertThat(session.worktree().resolve("two.txt")).exists();
    assertThat(session.turns()).hasSize(1);
  }

  @Test
  void aFollowUpSendsThePlanBack() throws Exception {
    DrivenSession session =
        orch.start(Installation.PROJECT, "plan", "[[plan plan A]] [[plan plan B]] [[say end]]");
    session.awaitRequest("plan_review");
    session.followUp("think of the users");
    JsonNode second = session.awaitRequest("plan_review");

    assertThat(session.toolResults().getFirst()).contains("think of the users");
    assertThat(second.path("detail").asString()).contains("plan B");
    session.stop();
    session.await("stopped");
    assertThat(session.events("input.withdrawn")).hasSize(1);
  }

  @Test
  void planningWritesNothingBeforeThePlanIsAccepted() throws Exception {
    DrivenSession session =
        orch.start(
            Installation.PROJECT, "plan", "[[write early.txt 1]] [[plan wait for it]] [[say end]]");
    JsonNode request = session.awaitRequest("plan_review");

    assertThat(session.worktree().resolve("early.txt")).doesNotExist();
    session.answer(request, "allow");
    session.await("completed");
  }
}
