package dev.orch.http.problem;

import dev.orch.http.RawHttp;

/** Asks for something that is refused. */
@FunctionalInterface
interface Occasion {
  /** The refusal. */
  RawHttp.Answer of(Scene scene) throws Exception;
}
