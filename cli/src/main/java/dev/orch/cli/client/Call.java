package dev.orch.cli.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param target path and query
 * @param body JSON, null for none
 * @param key the Idempotency-Key, null for what changes nothing
 */
record Call(String method, String target, @Nullable String body, @Nullable String key) {

  /** Reads something. */
  static Call get(String target) {
    return new Call("GET", target, null, null);
  }

  /** What is sent along. */
  Optional<String> content() {
    return Optional.ofNullable(body);
  }

  /** What makes doing it twice harmless. */
  Optional<String> idempotencyKey() {
    return Optional.ofNullable(key);
  }
}
