package dev.orch.http;

import dev.orch.api.ProblemType;
import dev.orch.domain.access.TokenClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may use a route. */
public enum Access {
  /** Everybody on this machine, with a token or without. */
  EVERYBODY,
  /** Whoever has a token. */
  READ,
  /** A person. */
  ACT,
  /** A person at a terminal of this machine, who has the token of the installation. */
  TERMINAL,
  /** A page that was let in by a code, and has a token of its own. */
  PAGE;

  /** What its routes may refuse a request for. */
  Set<ProblemType> refusals() {
    return switch (this) {
      case EVERYBODY, READ -> Set.of();
      case TERMINAL, PAGE ->
          Set.of(ProblemType.FORBIDDEN_TOKEN, ProblemType.UNSUPPORTED_MEDIA_TYPE);
      case ACT ->
          Set.of(
              ProblemType.FORBIDDEN_TOKEN,
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              ProblemType.INVALID_IDEMPOTENCY_KEY,
              ProblemType.IDEMPOTENCY_CONFLICT,
              ProblemType.IDEMPOTENCY_IN_PROGRESS,
              ProblemType.ANSWER_DELETED);
    };
  }

  /** Whether this caller may; null has no token. */
  boolean admits(@Nullable TokenClass caller) {
    return switch (this) {
      case EVERYBODY -> true;
      case READ -> caller != null;
      case ACT -> caller == TokenClass.USER || caller == TokenClass.UI;
      case TERMINAL -> caller == TokenClass.USER;
      case PAGE -> caller == TokenClass.UI;
    };
  }
}
