package dev.orch.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.Transcript;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Outcome.By;
import dev.orch.domain.session.Outcome.Verdict;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.StreamName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a turn can fail, and what is made of it. */
class ClaudeVerdictTest {
  private static final String INIT =
      "{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s\",\"permissionMode\":\"default\","
          + "\"model\":\"opus\"}";
  private static final String OK =
      "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"done\","
          + "\"terminal_reason\":\"completed\"}";
  private static final String LIMIT = failure("rate_limit", "429", "You've hit your limit");
  private static final String NO_MODEL = failure("model_not_found", "404", "There's an issue");
  private static final ProcessExit WELL = new ProcessExit.Exited(0);
  private static final ProcessExit BADLY = new ProcessExit.Exited(1);

  private static String failure(String error, String status, String text) {
    return "{\"type\":\"assistant\",\"error\":\""
        + error
        + "\",\"message\":{\"model\":\"<synthetic>\",\"content\":[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}]}}\n{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"result\":\""
        + text
        + "\",\"api_error_status\":"
        + status
        + "}";
  }

  private static String asks(String tool, String input) {
    return "{\"type\":\"control_request\",\"request_id\":\"r-"
        + tool
        + "\",\"request\":{\"subtype\":\"can_use_tool\",\"tool_name\":\""
        + tool
        + "\",\"tool_use_id\":\"t-"
        + tool
        + "\",\"input\":"
        + input
        + "}}";
  }

  private static final String TASK =
      "{\"type\":\"system\",\"subtype\":\"background_tasks_changed\",\"tasks\":"
          + "[{\"task_id\":\"b1\"}]}";

  private static List<OutputFrame> said(List<String> lines) {
    return Transcript.frames(StreamName.OUT, String.join("\n", lines));
  }

  /** What is said in the table below. */
  private static List<OutputFrame> said(String names) {
    List<OutputFrame> frames = new ArrayList<>();
    for (String name : names.strip().split(" ", -1)) {
      frames.addAll(
          switch (name) {
            case "start" -> said(List.of(INIT));
            case "done" -> said(List.of(OK));
            case "limit" -> said(List.of(LIMIT));
            case "401" -> said(List.of(failure("authentication_failed", "401", "bad key")));
            case "403" -> said(List.of(failure("unknown", "403", "no access")));
            case "404" -> said(List.of(NO_MODEL));
            case "529" -> said(List.of(failure("server_error", "529", "overloaded")));
            case "refused" -> said(List.of(failure("server_error", "null", "ECONNREFUSED")));
            case "logged-out" ->
                said(List.of(failure("authentication_failed", "null", "Not logged in")));
            case "task" -> said(List.of(TASK));
            case "approval" -> said(List.of(asks("Bash", "{\"command\":\"make\"}")));
            case "question" -> said(List.of(asks("AskUserQuestion", "{\"questions\":[]}")));
            case "plan" -> said(List.of(asks("ExitPlanMode", "{\"plan\":\"1. this\"}")));
            case "garbage" -> said(List.of("{\"type\":"));
            case "bad-flag" -> Transcript.frames(StreamName.ERR, "error: unknown option '--x'");
            case "in-use" -> Transcript.frames(StreamName.ERR, "Session ID x is already in use.");
            default -> throw new IllegalArgumentException(name);
          });
    }
    return frames;
  }

  private static ProcessExit exit(String named) {
    return switch (named) {
      case "lost" -> new ProcessExit.Lost();
      case "rebooted" -> new ProcessExit.Rebooted();
      default -> new ProcessExit.Exited(Integer.parseInt(named));
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          start done               | 0        | COMPLETED | PROTOCOL |
          start done               | 1        | COMPLETED | PROTOCOL |
          start done               | 137      | COMPLETED | PROTOCOL |
          start done               | lost     | COMPLETED | PROTOCOL |
          start done               | rebooted | COMPLETED | PROTOCOL |
          start garbage done       | 0        | COMPLETED | PROTOCOL |
          start limit start done   | 0        | COMPLETED | PROTOCOL |
          start task done          | 0        | COMPLETED | PROTOCOL |
          start 401                | 1        | FAILED    | PROTOCOL | AUTH_REQUIRED
          start 403                | 1        | FAILED    | PROTOCOL | AUTH_REQUIRED
          start 404                | 1        | FAILED    | PROTOCOL | MODEL_UNAVAILABLE
          start 529                | 1        | FAILED    | PROTOCOL | AGENT_ERROR
          start refused            | 1        | FAILED    | PROTOCOL | AGENT_ERROR
          start logged-out         | 1        | BLOCKED   | PROTOCOL | STARTUP_BLOCKED
          start limit              | 1        | BLOCKED   | PROTOCOL | RATE_LIMITED
          start limit              | lost     | BLOCKED   | PROTOCOL | RATE_LIMITED
          start                    | 0        | FAILED    | EXIT     | AGENT_CRASHED
          start                    | 137      | FAILED    | EXIT     | AGENT_CRASHED
          start                    | 143      | FAILED    | EXIT     | AGENT_CRASHED
          start task done          | 137      | FAILED    | EXIT     | AGENT_CRASHED
          start done start         | 0        | FAILED    | EXIT     | AGENT_CRASHED
          start done start         | 137      | FAILED    | EXIT     | AGENT_CRASHED
          start limit start        | 0        | FAILED    | EXIT     | AGENT_CRASHED
          start                    | lost     | LOST      | LOST     | PROCESS_LOST
          start                    | rebooted | LOST      | LOST     | INTERRUPTED_BY_REBOOT
          garbage                  | 126      | FAILED    | EXIT     | LAUNCH_FAILED
          garbage                  | 127      | FAILED    | EXIT     | LAUNCH_FAILED
          bad-flag                 | 1        | FAILED    | EXIT     | LAUNCH_FAILED
          in-use                   | 1        | FAILED    | EXIT     | LAUNCH_FAILED
          start approval           | 137      | FAILED    | PROTOCOL | AGENT_CRASHED
          start question approval  | 0        | FAILED    | PROTOCOL | AGENT_CRASHED
          start approval limit     | 1        | FAILED    | PROTOCOL | RATE_LIMITED
          start question           | 137      | ASKED     | PROTOCOL | QUESTION
          start question limit     | 1        | ASKED     | PROTOCOL | QUESTION
          start plan question      | 0        | ASKED     | PROTOCOL | PLAN_REVIEW
          start plan               | rebooted | ASKED     | PROTOCOL | PLAN_REVIEW
          """)
  void aTurnEndsAsTheTableSays(
      String said, String exit, Verdict verdict, By by, @Nullable Reason reason) {
    Outcome outcome = new ClaudeProtocol().end(after(said(said)), exit(exit));

    assertThat(outcome.verdict()).isEqualTo(verdict);
    assertThat(outcome.by()).isEqualTo(by);
    assertThat(outcome.reason()).isEqualTo(reason);
    assertThat(outcome.evidence()).isNotEmpty();
  }

  private static ClaudeState first() {
    return ClaudeState.first(
        new ClaudeState.Setup(
            1, ClaudeState.Conduct.PLANS, "default", "opus-9", "opening", List.of(), Usage.NONE));
  }

  private static ClaudeState after(List<OutputFrame> frames) {
    ClaudeProtocol protocol = new ClaudeProtocol();
    ClaudeState state = first();
    for (OutputFrame frame : frames) {
      state = (ClaudeState) protocol.accept(state, frame).state();
    }
    return state;
  }

  @Test
  void aFurtherMessageThatWasBegunMustBeAnsweredToo() {
    assertThat(new ClaudeProtocol().end(afterFurtherMessage("started"), WELL))
        .returns(Verdict.FAILED, Outcome::verdict)
        .returns(Reason.AGENT_CRASHED, Outcome::reason);
  }

  @Test
  void aFurtherMessageThatWasNeverBegunChangesNothing() {
    assertThat(new ClaudeProtocol().end(afterFurtherMessage("queued"), WELL).verdict())
        .isEqualTo(Verdict.COMPLETED);
  }

  /** One message is answered, and this is the last that was said of another one. */
  private static ClaudeState afterFurtherMessage(String life) {
    ClaudeProtocol protocol = new ClaudeProtocol();
    ClaudeState state =
        (ClaudeState) protocol.steer(after(said("start")), "further", "also this").state();
    String line =
        "{\"type\":\"command_lifecycle\",\"command_uuid\":\"further\",\"state\":\"" + life + "\"}";
    for (OutputFrame frame : said(List.of(OK, line))) {
      state = (ClaudeState) protocol.accept(state, frame).state();
    }
    return state;
  }

  @Test
  void aMissingModelIsNamedAsItWasAskedFor() {
    assertThat(new ClaudeProtocol().end(after(said("start 404")), BADLY).detail())
        .contains("opus-9");
  }

  @Test
  void anInterruptWithoutALastWordIsAStop() {
    ClaudeProtocol protocol = new ClaudeProtocol();
    ClaudeState state = (ClaudeState) protocol.interrupt(after(said("start"))).state();

    assertThat(protocol.end(state, WELL).verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(protocol.end(state, new ProcessExit.Lost()).verdict()).isEqualTo(Verdict.LOST);
  }

  @Test
  void anInterruptThatCameTooLateChangesNothing() {
    ClaudeProtocol protocol = new ClaudeProtocol();
    List<OutputFrame> frames = said("start");
    ClaudeState state = (ClaudeState) protocol.interrupt(after(frames)).state();
    for (OutputFrame frame : said("done")) {
      state = (ClaudeState) protocol.accept(state, frame).state();
    }

    assertThat(protocol.end(state, WELL).verdict()).isEqualTo(Verdict.COMPLETED);
  }

  @Test
  void theEndOfALimitIsEvidence() {
    String line =
        "{\"type\":\"rate_limit_event\",\"rate_limit_info\":{\"status\":\"rejected\","
            + "\"resetsAt\":1795535000}}";

    assertThat(new ClaudeProtocol().end(after(said(List.of(INIT, line, LIMIT))), BADLY).evidence())
        .contains("limit ends at 1795535000");
  }
}
