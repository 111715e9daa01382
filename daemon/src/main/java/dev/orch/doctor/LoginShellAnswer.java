package dev.orch.doctor;

import dev.orch.environment.ShellAnswer;
import dev.orch.environment.UserEnvironment;
import java.util.List;

/** Whether the login shell has said what it adds to the environment of agents. */
public record LoginShellAnswer(UserEnvironment user) implements Check {
  @Override
  public List<Finding> look() {
    return switch (answer()) {
      case ShellAnswer.Told _ -> List.of();
      case ShellAnswer.TimedOut(String shell) ->
          List.of(silent(shell, shell + " did not say in time what it adds to the environment"));
      case ShellAnswer.Unusable(String shell, String why) ->
          List.of(
              silent(shell, "%s cannot be asked for its environment: %s".formatted(shell, why)));
    };
  }

  /** To ask again is all that a program can do; what a person then sees is why it hangs. */
  private Finding silent(String shell, String what) {
    return new Finding(
        Finding.Code.LOGIN_SHELL_SILENT,
        what + "; agents get the daemon's own environment alone",
        shell,
        "see what hangs in its start-up files: time %s -l -i -c true; then: orch doctor --fix"
            .formatted(shell),
        user::ask);
  }

  private ShellAnswer answer() {
    try {
      return user.shellAnswer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the daemon is stopping", e);
    }
  }
}
