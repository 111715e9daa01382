package dev.orch.agent.claude;

import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.ProcessExit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a turn ended. What was said outweighs the exit code: Claude Code exits 0 when it was stopped,
 * and 1 when only its last message failed.
 */
final class ClaudeVerdict {
  private static final int CANNOT_RUN = 126;
  private static final int NOT_FOUND = 127;
  private static final String NO_CONVERSATION = "No conversation found";

  private final ClaudeState state;
  private final ProcessExit exit;

  ClaudeVerdict(ClaudeState state, ProcessExit exit) {
    this.state = state;
    this.exit = exit;
  }

  /**
   * Whether it was to go on with a conversation of which it has kept nothing: it was killed before
   * it wrote anything down, as 2.1.197 does late. One that has finished a turn was kept; where that
   * is missing, another folder may be in use.
   */
  static boolean neverKept(ClaudeState.Ending ending, ClaudeState.Setup setup) {
    return ending.failed()
        && ending.text().startsWith(NO_CONVERSATION)
        && setup.earlier().equals(Usage.NONE);
  }

  /** Whether a line of standard error says why it did not start. */
  static boolean refusesToStart(String line) {
    return line.contains("unknown option") || line.contains("is already in use");
  }

  Outcome outcome() {
    ClaudeState.Ending last = state.results().last();
    if (last != null && last.aborted()) {
      return stopped("Claude Code was interrupted.");
    }
    if (open(InputRequest.Kind.APPROVAL)) {
      return failed(
          limited(last) ? Reason.RATE_LIMITED : Reason.AGENT_CRASHED,
          "Claude Code ended while it waited for the approval of a tool call.");
    }
    if (open(InputRequest.Kind.QUESTION) || open(InputRequest.Kind.PLAN_REVIEW)) {
      return outcome(Outcome.Verdict.ASKED, Outcome.By.PROTOCOL, firstOpen().reason(), null);
    }
    if (last != null && closed()) {
      return last.failed() ? failure(last) : completed();
    }
    return cutOff(last);
  }

  /** The last message was closed, as far as is known. */
  private boolean closed() {
    return switch (state.flow().stage()) {
      case CLOSED -> true;
      case BETWEEN -> state.work().steered().isEmpty();
      case STARTING, WORKING, BACKGROUND -> false;
    };
  }

  /** It began a message, one of ours or one of its own, and has not closed it. */
  private boolean midMessage() {
    return switch (state.flow().stage()) {
      case STARTING, WORKING -> true;
      case BACKGROUND, BETWEEN, CLOSED -> false;
    };
  }

  private Outcome failure(ClaudeState.Ending last) {
    String error = Objects.requireNonNullElse(state.facts().error(), "");
    if (limited(last)) {
      return outcome(
          Outcome.Verdict.BLOCKED, Outcome.By.PROTOCOL, Reason.RATE_LIMITED, last.text());
    }
    if (error.equals("model_not_found") || is(last.status(), 404)) {
      return failed(
          Reason.MODEL_UNAVAILABLE,
          "Claude Code cannot use the model " + model() + ": " + last.text());
    }
    if (is(last.status(), 401) || is(last.status(), 403)) {
      return failed(Reason.AUTH_REQUIRED, last.text());
    }
    if (error.equals("authentication_failed") || last.text().startsWith("Not logged in")) {
      return outcome(
          Outcome.Verdict.BLOCKED, Outcome.By.PROTOCOL, Reason.STARTUP_BLOCKED, last.text());
    }
    if (neverKept(last, state.setup())) {
      return failed(
          Reason.AGENT_ERROR,
          last.text() + ". It ended before it had kept anything: the next resume begins anew.");
    }
    if (last.text().startsWith(NO_CONVERSATION)) {
      return failed(
          Reason.AGENT_ERROR,
          last.text()
              + ". Its file is gone, or another configuration folder or working folder is used.");
    }
    return failed(Reason.AGENT_ERROR, last.text().isBlank() ? last.kind() : last.text());
  }

  private String model() {
    String asked = state.setup().model();
    return asked != null
        ? asked
        : Objects.requireNonNullElse(state.facts().model(), "that it is set to");
  }

  /** No terminal message was read, or it went on after it. */
  private Outcome cutOff(ClaudeState.@Nullable Ending last) {
    String complaint = state.facts().complaint();
    return switch (exit) {
      case ProcessExit.Lost _ ->
          outcome(
              Outcome.Verdict.LOST,
              Outcome.By.LOST,
              Reason.PROCESS_LOST,
              "Claude Code ended and nobody saw how.");
      case ProcessExit.Rebooted _ ->
          outcome(
              Outcome.Verdict.LOST,
              Outcome.By.LOST,
              Reason.INTERRUPTED_BY_REBOOT,
              "The machine was started anew while Claude Code worked.");
      case ProcessExit.Exited _ when state.flow().interrupted() ->
          stopped("Claude Code was interrupted and ended without a last word.");
      case ProcessExit.Exited _ when last == null && complaint != null ->
          byExit(Reason.LAUNCH_FAILED, complaint);
      case ProcessExit.Exited(int code)
          when last == null && (code == CANNOT_RUN || code == NOT_FOUND) ->
          byExit(Reason.LAUNCH_FAILED, "Claude Code could not be started.");
      case ProcessExit.Exited(int code) when last != null && code == 0 && !midMessage() ->
          last.failed() ? failure(last) : completed();
      case ProcessExit.Exited(int code) ->
          byExit(
              Reason.AGENT_CRASHED,
              "Claude Code ended with code " + code + " before it had finished.");
    };
  }

  private Outcome completed() {
    return outcome(Outcome.Verdict.COMPLETED, Outcome.By.PROTOCOL, null, null);
  }

  private Outcome stopped(String detail) {
    return outcome(Outcome.Verdict.STOPPED, Outcome.By.PROTOCOL, Reason.USER, detail);
  }

  private Outcome failed(Reason reason, String detail) {
    return outcome(Outcome.Verdict.FAILED, Outcome.By.PROTOCOL, reason, detail);
  }

  private Outcome byExit(Reason reason, String detail) {
    return outcome(Outcome.Verdict.FAILED, Outcome.By.EXIT, reason, detail);
  }

  private Outcome outcome(
      Outcome.Verdict verdict, Outcome.By by, @Nullable Reason reason, @Nullable String detail) {
    return new Outcome(verdict, by, reason, detail, evidence());
  }

  private List<String> evidence() {
    List<String> evidence = new ArrayList<>();
    if (state.facts().error() != null) {
      evidence.add("error " + state.facts().error());
    }
    ClaudeState.Ending last = state.results().last();
    if (last != null) {
      evidence.add("result " + last.kind() + " " + last.how());
      if (last.status() != null) {
        evidence.add("status " + last.status());
      }
    }
    if (state.facts().limitEndsAt() != null) {
      evidence.add("limit ends at " + state.facts().limitEndsAt());
    }
    evidence.add(
        switch (exit) {
          case ProcessExit.Exited(int code) -> "exit " + code;
          case ProcessExit.Lost _ -> "lost";
          case ProcessExit.Rebooted _ -> "rebooted";
        });
    return evidence;
  }

  private boolean limited(ClaudeState.@Nullable Ending last) {
    return last != null
        && last.failed()
        && (is(last.status(), 429)
            || Objects.requireNonNullElse(state.facts().error(), "").equals("rate_limit"));
  }

  private boolean open(InputRequest.Kind kind) {
    return state.requests().pending().stream().anyMatch(one -> one.open() && one.kind() == kind);
  }

  private InputRequest.Kind firstOpen() {
    return state.requests().pending().stream()
        .filter(ClaudeState.Pending::open)
        .map(ClaudeState.Pending::kind)
        .findFirst()
        .orElse(InputRequest.Kind.QUESTION);
  }

  private static boolean is(@Nullable Integer status, int wanted) {
    return status != null && status == wanted;
  }
}
