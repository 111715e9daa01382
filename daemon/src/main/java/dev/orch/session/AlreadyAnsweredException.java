package dev.orch.session;

import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionAction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The request was answered or withdrawn before. Nothing was changed. */
public final class AlreadyAnsweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of what was said, in characters. */
  private static final int MOST = 200;

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
        .map(answer -> "was answered at %s: %s".formatted(answer.at(), words(answer)))
        .orElse("was " + settled.status().wireName());
  }

  private static String words(InputRequest.Answer answer) {
    String said =
        Stream.of(answer.option(), answer.text())
            .filter(words -> words != null && !words.isBlank())
            .map(words -> '"' + beginning(words.strip()) + '"')
            .collect(Collectors.joining(", "));
    return said.isEmpty() ? answer.decision().wireName() : said;
  }

  private static String beginning(String words) {
    String line = words.lines().findFirst().orElse("");
    return line.length() <= MOST && line.equals(words)
        ? words
        : line.substring(0, Math.min(MOST, line.length())) + "...";
  }

  /** What may be asked of the session now. */
  public Set<SessionAction> actions() {
    return actions;
  }
}
