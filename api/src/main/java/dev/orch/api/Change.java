package dev.orch.api;

import org.jspecify.annotations.Nullable;

/** A field of a partial update, where leaving it out and setting it to null are two things. */
public sealed interface Change<T> {

  /** The field was left out: the stored value stays. */
  record Keep<T>() implements Change<T> {}

  /**
   * The field was given.
   *
   * @param value null means the default
   */
  record To<T>(@Nullable T value) implements Change<T> {}
}
