package dev.orch.worktree.checkout;

import java.util.Locale;

/**
 * What is at a path. Content is known by the id that git gives to a blob of the raw bytes, as they
 * are on the disk; a link's content is where it leads.
 */
public sealed interface PathState {

  /** Nothing. */
  record Absent() implements PathState {}

  /**
   * A file.
   *
   * @param mode the nine bits of its permissions
   */
  record File(int mode, String blob) implements PathState {
    private static final int OWNER_RUNS = 0100;

    /** Whether its owner may run it: all that git knows of a mode. */
    public boolean isProgram() {
      return (mode & OWNER_RUNS) != 0;
    }
  }

  /** A symbolic link. */
  record Link(String blob) implements PathState {}

  /**
   * A folder, whatever is in it.
   *
   * @param mode the nine bits of its permissions
   */
  record Folder(int mode) implements PathState {}

  /** What git does not know: a socket, a device. */
  record Other() implements PathState {}

  /** Whether git would tell no difference. */
  default boolean isLike(PathState other) {
    return switch (this) {
      case File file ->
          other instanceof File that
              && file.blob().equals(that.blob())
              && file.isProgram() == that.isProgram();
      case Folder _ -> other instanceof Folder;
      case Absent _, Link _, Other _ -> equals(other);
    };
  }

  /** In one word, to be {@linkplain #parse read} again. */
  default String word() {
    return switch (this) {
      case Absent _ -> "absent";
      case File(int mode, String blob) -> "file:%o:%s".formatted(mode, blob);
      case Link(String blob) -> "link:" + blob;
      case Folder(int mode) -> "folder:%o".formatted(mode);
      case Other _ -> "other";
    };
  }

  /**
   * What {@link #word} has written.
   *
   * @throws IllegalArgumentException for anything else
   */
  static PathState parse(String word) {
    String[] parts = word.split(":", -1);
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "absent" -> new Absent();
      case "file" -> new File(Integer.parseInt(parts[1], 8), parts[2]);
      case "link" -> new Link(parts[1]);
      case "folder" -> new Folder(Integer.parseInt(parts[1], 8));
      case "other" -> new Other();
      default -> throw new IllegalArgumentException("no state of a path: " + word);
    };
  }
}
