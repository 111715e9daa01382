package dev.orch.http;

import dev.orch.domain.access.TokenClass;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in and whose route is found.
 *
 * @param route the one that was found for it
 * @param names what stood at the places in braces of the route's path, decoded
 * @param body of at most a mebibyte, empty if none was sent
 * @param caller null where the route lets everybody in and no token was sent
 */
public record Request(
    Head head,
    Route route,
    Map<String, String> names,
    Query query,
    ByteBuffer body,
    @Nullable TokenClass caller) {

  /** What stood at {@code {id}}. */
  public String id() {
    return name("id");
  }

  /** What stood at the place of this name; the route's path must have it. */
  public String name(String name) {
    String value = names.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }
}
