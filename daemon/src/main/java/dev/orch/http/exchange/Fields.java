package dev.orch.http.exchange;

import dev.orch.api.ProblemType;
import dev.orch.http.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What fields of a body may hold beyond what their type says. */
public final class Fields {
  private static final int LONGEST_TEXT = 256 * 1024;
  private static final int LONGEST_NAME = 200;

  private Fields() {}

  /** A text that an agent is to read: at most 256 KiB. */
  public static void requireShort(String field, @Nullable String text) {
    if (text != null && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
      throw new RequestRefusedException(
          ProblemType.PROMPT_TOO_LONG,
          "%s has more than %d bytes".formatted(field, LONGEST_TEXT),
          Map.of("field", field));
    }
  }

  /** A message must say something. */
  public static void requireMessage(String field, String text) {
    if (text.isBlank()) {
      throw invalid(field, "must say something");
    }
    requireShort(field, text);
  }

  /** A name must have one line of at most 200 characters. */
  public static void requireName(String field, @Nullable String name) {
    if (name != null
        && (name.isBlank()
            || name.length() > LONGEST_NAME
            || name.chars().anyMatch(Character::isISOControl))) {
      throw invalid(field, "must be one line of 1 to %d characters".formatted(LONGEST_NAME));
    }
  }

  /** A path must name something; one that is left out is not sent. */
  public static void requirePath(String field, @Nullable String path) {
    if (path != null && (path.isBlank() || path.chars().anyMatch(Character::isISOControl))) {
      throw invalid(field, "must name a path in one line; leave it out for the whole project");
    }
  }

  /** A path that means the same wherever the client stands. */
  public static Path absolute(String field, String text) {
    try {
      Path path = Path.of(text);
      if (!path.isAbsolute()) {
        throw invalid(field, "must be absolute, not \"%s\"".formatted(text));
      }
      return path.normalize();
    } catch (InvalidPathException e) {
      throw invalid(field, "is no path: " + e.getReason());
    }
  }

  public static RequestRefusedException invalid(String field, String what) {
    return new RequestRefusedException(
        ProblemType.INVALID_FIELD, "%s %s".formatted(field, what), Map.of("field", field));
  }
}
