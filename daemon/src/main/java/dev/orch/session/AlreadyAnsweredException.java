package dev.orch.session;

import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionAction;
import java.util.Set;

/** The request was answered or withdrawn before. Nothing was changed. */
public final class AlreadyAnsweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Set<SessionAction> actions;

  /**
   * With the request as it stands.
   *
   * @param actions what may be asked of its session now
   */
  public AlreadyAnsweredException(InputRequest settled, Set<SessionAction> actions) {
    super("request %s %s".formatted(settled.id(), how(settled)));
    this.actions = actions;
  }

  private static String how(InputRequest settled) {
    return settled
        .answered()
        .map(answer -> "was answered at %s: %s".formatted(answer.at(), words(settled, answer)))
        .orElse("was " + settled.status().wireName());
  }

  /** The chosen one of its options, which everybody sees; a text of one's own may be a secret. */
  private static String words(InputRequest settled, InputRequest.Answer answer) {
    String option = answer.option();
    return option != null && settled.question().options().contains(option)
        ? '"' + option + '"'
        : answer.decision().wireName();
  }

  /** What may be asked of the session now. */
  public Set<SessionAction> actions() {
    return actions;
  }
}
