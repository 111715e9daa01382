package dev.orch.http;

import dev.orch.access.TokenClass;
import org.jspecify.annotations.Nullable;

/** Who may use a route. */
public enum Access {
  /** Everybody on this machine, with a token or without. */
  EVERYBODY,
  /** Whoever has a token. */
  READ,
  /** A person. */
  ACT;

  /** Whether this caller may; null has no token. */
  boolean admits(@Nullable TokenClass caller) {
    return switch (this) {
      case EVERYBODY -> true;
      case READ -> caller != null;
      case ACT -> caller == TokenClass.USER || caller == TokenClass.UI;
    };
  }
}
