package dev.orch.http.problem;

import dev.orch.agent.Availability;
import dev.orch.api.ProblemType;
import dev.orch.command.CommandRejectedException;
import dev.orch.command.Rejection;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.http.RawHttp;
import dev.orch.http.TestDaemon;
import dev.orch.store.Samples;
import dev.orch.worktree.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Why a command is rejected, and what a session does not take. */
final class SessionCauses {
  private static final String WORK = ",\"prompt\":\"x\"";

  static final Map<ProblemType, Occasion> COMMANDS =
      Map.ofEntries(
          Map.entry(ProblemType.UNKNOWN_PROJECT, scene -> scene.send("analyze", "zzzzzz", "")),
          Map.entry(ProblemType.UNKNOWN_AGENT, scene -> agent(scene, "zzzzzzzzz")),
          Map.entry(
              ProblemType.COMMAND_MISREAD, scene -> scene.post("commands", "{\"text\":\"hm\"}")),
          Map.entry(
              ProblemType.UNKNOWN_ACTION, scene -> scene.send("zzzzzzzzz", scene.project(), "")),
          Map.entry(
              ProblemType.AGENT_UNAVAILABLE, scene -> agent(scene, TestDaemon.PLANNED.value())),
          Map.entry(ProblemType.AGENT_NOT_INSTALLED, SessionCauses::withoutProgram),
          Map.entry(
              ProblemType.PROMPT_REQUIRED, scene -> scene.send("implement", scene.project(), "")),
          Map.entry(
              ProblemType.SCOPE_OUTSIDE_PROJECT,
              scene -> scene.send("analyze", scene.project(), ",\"scope_path\":\"../x\"")),
          Map.entry(
              ProblemType.SCOPE_NOT_FOUND,
              scene -> scene.send("analyze", scene.project(), ",\"scope_path\":\"nowhere\"")),
          Map.entry(
              ProblemType.BASE_NOT_FOUND,
              scene -> scene.send("implement", scene.project(), WORK + ",\"base\":\"nowhere\"")),
          Map.entry(
              ProblemType.BRANCH_EXISTS,
              scene -> scene.send("implement", scene.project(), WORK + ",\"branch\":\"main\"")),
          Map.entry(
              ProblemType.WORKTREE_ROOT_UNUSABLE,
              _ ->
                  Broken.answer(
                      new CommandRejectedException(
                          Rejection.WORKTREE_ROOT_UNUSABLE, "is another's", List.of()))),
          Map.entry(
              ProblemType.NO_COMMIT,
              scene -> scene.send("implement", scene.project(scene.emptyRepository()), WORK)),
          Map.entry(ProblemType.PROJECT_UNAVAILABLE, SessionCauses::movedAway));

  static final Map<ProblemType, Occasion> SESSIONS =
      Map.ofEntries(
          Map.entry(
              ProblemType.ILLEGAL_TRANSITION,
              scene -> resume(scene, scene.session(SessionState.RUNNING))),
          Map.entry(
              ProblemType.WORKTREE_UNUSABLE,
              _ ->
                  Broken.answer(
                      new WorktreeUnusableException(new IllegalStateException("is elsewhere")))),
          Map.entry(ProblemType.FOLLOW_UP_DELIVERED, SessionCauses::editDelivered),
          Map.entry(
              ProblemType.FOLLOW_UP_CHANGED,
              scene -> edit(scene, scene.message(), "{\"message\":\"x\",\"version\":7}")),
          Map.entry(
              ProblemType.NOTHING_TO_REVIEW,
              scene -> comment(scene, scene.session(SessionState.DELETED), 0)),
          Map.entry(
              ProblemType.NOTHING_TO_SEND,
              scene ->
                  scene.post(
                      "sessions/%s/comments/send"
                          .formatted(scene.session(SessionState.RUNNING).id()),
                      "{}")),
          Map.entry(
              ProblemType.COMMENTS_CHANGED,
              scene -> comment(scene, scene.session(SessionState.RUNNING), 7)),
          Map.entry(ProblemType.REQUEST_OPEN, SessionCauses::resumeWhileAsked),
          Map.entry(ProblemType.ALREADY_ANSWERED, SessionCauses::twice),
          Map.entry(
              ProblemType.INVALID_ANSWER,
              scene ->
                  answer(
                      scene,
                      scene.request(scene.session(SessionState.WAITING_FOR_USER)),
                      "{\"decision\":\"allow\",\"option\":\"maybe\"}")),
          Map.entry(ProblemType.FILE_GONE, scene -> content(scene, scene.place())),
          Map.entry(
              ProblemType.RANGE_NOT_SATISFIABLE,
              scene ->
                  content(
                      scene,
                      Files.writeString(scene.place(), "x".repeat(12)),
                      "Range: bytes=12-")));

  private SessionCauses() {}

  private static RawHttp.Answer agent(Scene scene, String agent) throws Exception {
    return scene.post(
        "sessions",
        "{\"agent\":\"%s\",\"action\":\"analyze\",\"project\":\"%s\"}"
            .formatted(agent, scene.project()));
  }

  private static RawHttp.Answer withoutProgram(Scene scene) throws Exception {
    Availability before =
        scene.daemon().agentBecomes(new Availability.Missing(List.of("/bin"), "install it"));
    try {
      return scene.send("analyze", scene.project(), "");
    } finally {
      scene.daemon().agentBecomes(before);
    }
  }

  private static RawHttp.Answer movedAway(Scene scene) throws Exception {
    GitRepository repository = scene.repository();
    String project = scene.project(repository);
    Files.move(repository.folder(), scene.place());
    return scene.send("analyze", project, "");
  }

  private static RawHttp.Answer resume(Scene scene, Session session) throws Exception {
    return scene.post("sessions/%s/resume".formatted(session.id()), "{}");
  }

  private static RawHttp.Answer resumeWhileAsked(Scene scene) throws Exception {
    Session session = scene.session(SessionState.WAITING_FOR_USER);
    scene.request(session);
    return resume(scene, session);
  }

  private static RawHttp.Answer edit(Scene scene, FollowUp message, String body) throws Exception {
    return scene.put("sessions/%s/followups/%s".formatted(message.session(), message.id()), body);
  }

  private static RawHttp.Answer comment(Scene scene, Session session, int version)
      throws Exception {
    return scene.put(
        "sessions/%s/comments".formatted(session.id()),
        "{\"version\":%d,\"items\":[]}".formatted(version));
  }

  private static RawHttp.Answer editDelivered(Scene scene) throws Exception {
    FollowUp message = scene.message();
    scene.deliver(message);
    return edit(scene, message, "{\"message\":\"x\"}");
  }

  private static RawHttp.Answer twice(Scene scene) throws Exception {
    InputRequest request = scene.request(scene.session(SessionState.WAITING_FOR_USER));
    answer(scene, request, "{\"decision\":\"deny\"}");
    return answer(scene, request, "{\"decision\":\"deny\"}");
  }

  private static RawHttp.Answer answer(Scene scene, InputRequest request, String body)
      throws Exception {
    return scene.post("input-requests/%s/answer".formatted(request.id()), body);
  }

  private static RawHttp.Answer content(Scene scene, Path file, String... headers)
      throws Exception {
    Session session = scene.session(SessionState.COMPLETED);
    Artifact like = scene.samples().artifact(session, Artifact.Kind.DIFF, Samples.NOON);
    Artifact artifact =
        new Artifact(
            like.id(),
            session.id(),
            session.assignment().project(),
            1,
            Artifact.Kind.DIFF,
            new Artifact.Content("diff.patch", file, 12, "00ff", "text/x-patch"),
            null,
            null,
            Samples.NOON);
    scene
        .daemon()
        .stores()
        .transactions()
        .write(() -> scene.daemon().stores().artifacts().insert(artifact));
    return scene.get("artifacts/%s/content".formatted(like.id()), headers);
  }
}
