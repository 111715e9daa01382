package dev.orch.domain.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who caused an event.
 *
 * @param detail which door or which agent: {@code cli}, {@code claude}
 */
public record Actor(Kind kind, @Nullable String detail) {
  /** The daemon by itself. */
  public static final Actor DAEMON = new Actor(Kind.DAEMON, null);

  /** What kind of actor. */
  public enum Kind {
    USER,
    AGENT,
    DAEMON;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
