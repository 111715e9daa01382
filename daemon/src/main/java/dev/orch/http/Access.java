package dev.orch.http;

import dev.orch.access.TokenClass;
import dev.orch.api.ProblemType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may use a route. */
public enum Access {
  /** Everybody on this machine, with a token or without. */
  EVERYBODY,
  /** Whoever has a token. */
  READ,
  /** A person. */
  ACT;

  /** What its routes may refuse a request for. */
  Set<ProblemType> refusals() {
    return switch (this) {
      case EVERYBODY, READ -> Set.of();
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
    };
  }
}
