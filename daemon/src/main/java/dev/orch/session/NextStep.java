package dev.orch.session;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import java.util.Optional;

/** What a person may do about the reason that a session is in its state for. */
public final class NextStep {
  private NextStep() {}

  /** Advice only, with the command that does it; empty where there is nothing to do but wait. */
  public static Optional<String> after(Reason reason, SessionId session) {
    String resume = "orch resume " + session.value();
    return switch (reason) {
      case PREPARING, QUEUED, WORKING, BACKGROUND, STALLED -> Optional.empty();
      case PAUSED -> Optional.of("make room on the disk: it goes on by itself then");
      case APPROVAL, QUESTION, PLAN_REVIEW -> Optional.of("answer it: orch inbox");
      case RATE_LIMITED -> Optional.of("once the limit is over: " + resume);
      case STARTUP_BLOCKED -> Optional.of("log in (orch agents says how), then: " + resume);
      case AUTH_REQUIRED -> Optional.of("renew the agent's login or key, then: " + resume);
      case MODEL_UNAVAILABLE ->
          Optional.of("orch send it again, with a --model that the agent has");
      case SETUP_FAILED ->
          Optional.of("put that right (orch projects set has the script), then: " + resume);
      case LAUNCH_FAILED ->
          Optional.of("put that right (orch agents shows the programs), then: " + resume);
      case AGENT_ERROR -> Optional.of("try again: " + resume);
      case AGENT_CRASHED ->
          Optional.of(
              "look at its last output: orch logs %s --raw; go on where it was: %s"
                  .formatted(session.value(), resume));
      case LOG_LIMIT ->
          Optional.of(
              "it printed more than turn_output_limit allows (orch config); go on where it was: "
                  + resume);
      case PROCESS_LOST, INTERRUPTED_BY_REBOOT, USER, SHUTDOWN ->
          Optional.of("go on where it was: " + resume);
    };
  }
}
