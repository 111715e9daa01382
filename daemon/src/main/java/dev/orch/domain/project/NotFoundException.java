package dev.orch.domain.project;

import java.util.List;
import java.util.Locale;

/** There is nothing of this name. Nothing was done. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Thing thing;
  private final transient List<String> nearest;

  /** What was looked for. */
  public enum Thing {
    PROJECT,
    SESSION,
    COMMAND,
    ARTIFACT,
    INPUT_REQUEST,
    FOLLOW_UP,
    TURN,
    TRASH_ENTRY;

    private String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * With what was looked for.
   *
   * @param nearest names that may have been meant; empty where none is near
   */
  public NotFoundException(Thing thing, String given, List<String> nearest) {
    this(thing, given, nearest, "");
  }

  /**
   * With what is known of the name besides.
   *
   * @param note goes on with the sentence: {@code : it is a command's}
   */
  public NotFoundException(Thing thing, String given, List<String> nearest, String note) {
    super("there is no " + thing.words() + " \"" + given + "\"" + note);
    this.thing = thing;
    this.nearest = List.copyOf(nearest);
  }

  /** What was looked for. */
  public Thing thing() {
    return thing;
  }

  /** Names that may have been meant. */
  public List<String> nearest() {
    return nearest;
  }
}
