package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionState;
import dev.orch.http.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * What a session says may be asked of it, compared with what the routes answer, in every state that
 * a session can be put into: what it lists is accepted, what it does not list is refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfferedActionsTest {
  /** A session in a state; how it got there is its prompt, and what was done to it then. */
  enum Situation {
    CREATED("created/preparing", "[[say x]]"),
    RUNNING("running/working", "[[hang]]"),
    RUNNING_AND_ASKED_BEFORE("running/working", "[[question Which?]] [[hang]]"),
    STOPPING("running/working", "[[ignore-term]] [[deaf]] [[say up]] [[hang]]"),
    APPROVAL("waiting_for_user/approval", "[[ask touch x]]"),
    QUESTION("waiting_for_user/question", "[[question Which?]]"),
    QUESTION_OF_A_DEAD_PROCESS("waiting_for_user/question", "[[question Which?]]"),
    SEVERAL_OPEN("waiting_for_user/approval", "anything"),
    PLAN_REVIEW("waiting_for_user/plan_review", "[[plan do it]]"),
    STARTUP_BLOCKED("waiting_for_user/startup_blocked", "anything"),
    RATE_LIMITED("waiting_for_user/rate_limited", "[[fail 429]]"),
    COMPLETED("completed", "[[say x]]"),
    COMPLETED_AND_ASKED_BEFORE("completed", "[[question Which?]]"),
    LAUNCH_FAILED("failed/launch_failed", "[[say x]]"),
    AGENT_CRASHED("failed/agent_crashed", "[[exit 3]]"),
    CRASHED_WITH_AN_APPROVAL_OPEN("failed/agent_crashed", "[[ask touch x]]"),
    AGENT_ERROR("failed/agent_error", "[[fail 500]]"),
    AUTH_REQUIRED("failed/auth_required", "[[fail 401]]"),
    MODEL_UNAVAILABLE("failed/model_unavailable", "[[fail 404]]"),
    PROCESS_LOST("failed/process_lost", "[[hang]]"),
    INTERRUPTED_BY_REBOOT("failed/interrupted_by_reboot", "[[hang]]"),
    STOPPED("stopped/user", "[[hang]]"),
    STOPPED_WITH_A_QUESTION_OPEN("stopped/user", "[[question Which?]]"),
    SHUT_DOWN("stopped/shutdown", "[[hang]]"),
    ARCHIVED("archived", "[[say x]]"),
    DELETED("deleted", "[[say x]]");

    private final String standing;
    private final String prompt;

    Situation(String standing, String prompt) {
      this.standing = standing;
      this.prompt = prompt;
    }

    private String state() {
      return standing.split("/", 2)[0];
    }
  }

  private static final String BEGINS =
      "{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s-1\"}";

  private static final List<String> ASKS_TWICE =
      List.of(
          BEGINS,
          "{\"type\":\"control_request\",\"request_id\":\"r-1\",\"request\":{\"subtype\":"
              + "\"can_use_tool\",\"tool_name\":\"Bash\",\"input\":{\"command\":\"make\"},"
              + "\"tool_use_id\":\"t-1\"}}",
          "{\"type\":\"control_request\",\"request_id\":\"r-2\",\"request\":{\"subtype\":"
              + "\"can_use_tool\",\"tool_name\":\"AskUserQuestion\",\"input\":{\"questions\":[]},"
              + "\"tool_use_id\":\"t-2\"}}");

  private static final List<String> NOT_LOGGED_IN =
      List.of(
          BEGINS,
          "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,"
              + "\"result\":\"Not logged in · Please run /login\"}");

  private RealPlane plane;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    plane = RealPlane.open(folder);
    // One that is being stopped still is when all that is not offered was asked for.
    plane.put("ORCH_STOP_GRACE", "5s");
    plane.restart(() -> {});
  }

  @AfterAll
  void close() {
    plane.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsListedIsAcceptedAndNothingElse(Situation scene) throws IOException {
    String id = stage(scene);
    JsonNode session = plane.session(id);
    assertThat(RealPlane.standing(session)).isEqualTo(scene.standing);
    List<String> listed = RealPlane.actions(session);

    for (SessionAction action : SessionAction.values()) {
      Optional<Asked> asked = ask(action, id);
      if (!listed.contains(action.wireName()) && asked.isPresent()) {
        refused(scene, action, session, send(asked.get()));
      } else if (asked.isEmpty()) {
        assertThat(listed).as("without a route").doesNotContain(action.wireName());
      }
    }
    finish(scene);
    for (String action : listed) {
      accepted(scene, SessionAction.valueOf(action.toUpperCase(Locale.ROOT)));
    }
  }

  /** A new state, or a new way to end up in one, wants a scene here. */
  @Test
  void everyStateThatCanBeReachedHasAScene() {
    Set<String> shown =
        Arrays.stream(Situation.values()).map(Situation::state).collect(Collectors.toSet());
    Stream<SessionState> reachable =
        Arrays.stream(SessionState.values())
            .filter(state -> state != SessionState.DELETED || isServed("/delete"));

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(reachable.map(SessionState::wireName).toList());
  }

  private static void refused(
      Situation scene, SessionAction action, JsonNode before, ApiClient.Reply answer) {
    assertThat(answer.status()).as("%s in %s: %s", action, scene, answer.json()).isEqualTo(409);
    assertThat(RealPlane.actions(answer.json()))
        .as("%s in %s: %s", action, scene, answer.json())
        .isEqualTo(RealPlane.actions(before));
  }

  private void accepted(Situation scene, SessionAction action) throws IOException {
    String id = stage(scene);
    ApiClient.Reply answer = send(ask(action, id).orElseThrow());
    assertThat(answer.status())
        .as("%s in %s: %s", action, scene, answer.json())
        .isBetween(200, 299);
    finish(scene);
  }

  private record Asked(String path, String body) {}

  /** The request for an action; empty if there is no route, or nothing that could be answered. */
  private Optional<Asked> ask(SessionAction action, String id) throws IOException {
    return switch (action) {
      case STOP -> Optional.of(new Asked(ApiPath.STOP.with(id), "{}"));
      case RESUME -> Optional.of(new Asked(ApiPath.RESUME.with(id), "{}"));
      case FOLLOW_UP ->
          Optional.of(new Asked(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}"));
      case ANSWER ->
          plane.requests(id).stream()
              .findFirst()
              .map(one ->
                  new Asked(ApiPath.ANSWER.with(one), "{\"decision\":\"allow\",\"text\":\"y\"}"));
      case ARCHIVE -> Optional.of(new Asked(ApiPath.ARCHIVE.with(id), "{}"));
      case UNARCHIVE -> Optional.of(new Asked(ApiPath.UNARCHIVE.with(id), "{}"));
      case APPLY -> Optional.of(new Asked(ApiPath.APPLY.with(id), "{}"));
      case RELEASE -> Optional.of(new Asked(ApiPath.RELEASE.with(id), "{}"));
      case DELETE -> unserved(id, "/" + action.wireName());
    };
  }

  private Optional<Asked> unserved(String id, String verb) {
    return isServed(verb)
        ? Optional.of(new Asked(ApiPath.SESSION.with(id) + verb, "{}"))
        : Optional.empty();
  }

  private static boolean isServed(String verb) {
    String template = ApiPath.SESSION.template() + verb;
    return Arrays.stream(ApiPath.values()).anyMatch(path -> path.template().equals(template));
  }

  private ApiClient.Reply send(Asked asked) throws IOException {
    return plane.client().post(asked.path(), asked.body());
  }

  /** The id of a session that stands as the scene says. */
  private String stage(Situation scene) throws IOException {
    switch (scene) {
      case CREATED, LAUNCH_FAILED -> plane.holdGit("add");
      case SEVERAL_OPEN -> plane.replaceAgent(ASKS_TWICE, "cat >/dev/null");
      case STARTUP_BLOCKED -> plane.replaceAgent(NOT_LOGGED_IN, "exit 1");
      default -> {}
    }
    String action = scene == Situation.PLAN_REVIEW ? "plan" : "implement";
    String id = plane.send(action, scene.prompt);
    lead(scene, id);
    plane.await(id, scene.standing);
    return id;
  }

  /** Does to the session what its prompt alone does not. */
  private void lead(Situation scene, String id) throws IOException {
    switch (scene) {
      case LAUNCH_FAILED -> loseAgent(id, scene);
      case STOPPING -> {
        plane.await(id, session -> session.path("last_line").asString("").equals("up"));
        send(ask(SessionAction.STOP, id).orElseThrow());
      }
      case STOPPED -> stop(id, "running/working", "user");
      case STOPPED_WITH_A_QUESTION_OPEN -> stop(id, "waiting_for_user/question", "user");
      case SHUT_DOWN -> stop(id, "running/working", "shutdown");
      case RUNNING_AND_ASKED_BEFORE, COMPLETED_AND_ASKED_BEFORE -> {
        plane.await(id, "waiting_for_user/question");
        send(ask(SessionAction.ANSWER, id).orElseThrow());
      }
      case SEVERAL_OPEN -> {
        plane.await(id, _ -> requests(id) == 2);
        plane.installAgent();
      }
      case STARTUP_BLOCKED -> {
        plane.await(id, scene.standing);
        plane.installAgent();
      }
      case ARCHIVED -> {
        plane.await(id, "completed");
        send(ask(SessionAction.ARCHIVE, id).orElseThrow());
      }
      case DELETED -> {
        plane.await(id, "completed");
        send(ask(SessionAction.DELETE, id).orElseThrow());
      }
      case PROCESS_LOST -> {
        plane.awaitAgent(id);
        killUnseen(id);
      }
      case INTERRUPTED_BY_REBOOT -> {
        plane.awaitAgent(id);
        plane.restart(() -> {
          killUnseen(id);
          ofEarlierStart(id);
        });
      }
      case QUESTION_OF_A_DEAD_PROCESS, CRASHED_WITH_AN_APPROVAL_OPEN -> kill(id);
      default -> {}
    }
  }

  private void finish(Situation scene) throws IOException {
    if (scene == Situation.CREATED) {
      plane.letGitGoOn();
    }
  }

  /** Between its worktree and its start. */
  private void loseAgent(String id, Situation scene) throws IOException {
    plane.awaitHeldGit();
    plane.uninstallAgent();
    plane.letGitGoOn();
    plane.await(id, scene.standing);
    plane.installAgent();
  }

  private void stop(String id, String from, String reason) throws IOException {
    plane.await(id, from);
    plane.client().post(ApiPath.STOP.with(id), "{\"reason\":\"%s\"}".formatted(reason));
  }

  /** Kills the process that asked, and waits until its turn has ended. */
  private void kill(String id) throws IOException {
    plane.await(id, session -> session.path("state").asString().equals("waiting_for_user"));
    plane.await(id, _ -> turn(id).path("pid").asLong() > 0);
    ProcessHandle.of(turn(id).path("pid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
    plane.await(id, _ -> !turn(id).path("ended_at").isNull());
  }

  /** Kills who would record how it ended, then the agent. */
  private void killUnseen(String id) throws IOException {
    Path run = plane.run(id);
    long supervisor = Long.parseLong(Files.readString(run.resolve("pid")).split(" ", -1)[2]);
    ProcessHandle process = ProcessHandle.of(supervisor).orElseThrow();
    List<ProcessHandle> agent = process.descendants().toList();
    process.destroyForcibly();
    agent.forEach(ProcessHandle::destroyForcibly);
  }

  /** The machine was started anew since this process was. */
  private void ofEarlierStart(String id) throws IOException {
    Path claim = plane.run(id).resolve("pid");
    Files.writeString(claim, Files.readString(claim).replaceFirst(" \\S+ ", " other-boot "));
  }

  private int requests(String id) {
    try {
      return plane.requests(id).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode turn(String id) {
    try {
      JsonNode turns = plane.client().get(ApiPath.TURNS.with(id)).json().path("items");
      return turns.get(turns.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
