package dev.orch.cli.client;

import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import org.jspecify.annotations.Nullable;

/** The daemon answered with something that is not in the contract. */
public final class UnexpectedAnswerException extends CliException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  /** Shows the beginning of the answer. */
  public UnexpectedAnswerException(String answer, @Nullable Throwable cause) {
    super(
        ExitCode.PROBLEM,
        Complaint.of("The daemon's answer makes no sense to this version of orch.")
            .with("answer", answer.substring(0, Math.min(SHOWN, answer.length())))
            .with("try", "orch down, then orch up: they may be of two versions"));
    if (cause != null) {
      initCause(cause);
    }
  }
}
