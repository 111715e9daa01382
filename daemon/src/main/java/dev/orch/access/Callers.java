package dev.orch.access;

import dev.orch.domain.access.TokenClass;
import java.util.Optional;

/** Knows callers by the tokens that they send. Any thread may call it. */
@FunctionalInterface
public interface Callers {

  /** Whose token this is; empty if it is nobody's, or nobody's any more. */
  Optional<TokenClass> classOf(String token);
}
