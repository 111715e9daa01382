package dev.orch.inbox;

import java.util.List;

/** The answer chose an option that the question does not have. Nothing was changed. */
public final class UnknownOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the option and those that there are. */
  public UnknownOptionException(String option, List<String> options) {
    super(
        options.isEmpty()
            ? "this request has no options; \"" + option + "\" was given"
            : "\"" + option + "\" is none of " + String.join(", ", options));
  }
}
