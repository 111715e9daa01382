package dev.orch.inbox;

import java.util.List;

/** The answer is none to what was asked. Nothing was changed. */
public final class InvalidAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> options;

  private InvalidAnswerException(String message, List<String> options) {
    super(message);
    this.options = List.copyOf(options);
  }

  /** It chose an option that is not offered. */
  static InvalidAnswerException unknownOption(String option, List<String> options) {
    return new InvalidAnswerException(
        options.isEmpty()
            ? "this request has no options; \"%s\" was given".formatted(option)
            : "\"%s\" is none of %s".formatted(option, String.join(", ", options)),
        options);
  }

  /** It says yes to a question and not what. */
  static InvalidAnswerException nothingSaid(List<String> options) {
    return new InvalidAnswerException(
        options.isEmpty()
            ? "a question wants an answer in words"
            : "a question wants one of %s, or an answer in words"
                .formatted(String.join(", ", options)),
        options);
  }

  /** What could have been chosen; empty if nothing. */
  public List<String> options() {
    return options;
  }
}
