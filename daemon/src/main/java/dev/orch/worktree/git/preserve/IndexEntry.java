package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An entry of an index.
 *
 * @param mode as git prints it, {@code 100644} for example
 * @param stage 0, or 1 to 3 if it is unmerged
 * @param size that its file had when git saw it last; by another one git knows that it changed
 */
record IndexEntry(String mode, String object, int stage, Set<Flag> flags, long size, RawPath path) {
  static final String GITLINK = "160000";

  /** What an entry says beside its content. */
  enum Flag {
    SKIP_WORKTREE('s'),
    ASSUME_UNCHANGED('a'),
    INTENT_TO_ADD('i'),
    /** Its file's data on disk is what git has seen last: git does not read the file to compare. */
    SETTLED('t');

    private final char letter;

    Flag(char letter) {
      this.letter = letter;
    }
  }

  IndexEntry {
    flags = Set.copyOf(flags);
  }

  /** What {@link #line} gave. */
  static IndexEntry kept(String line) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    int tab = line.indexOf('\t');
    String[] parts = line.substring(0, tab).split(" ", -1);
    for (Flag flag : Flag.values()) {
      if (parts[0].indexOf(flag.letter) >= 0) {
        flags.add(flag);
      }
    }
    return new IndexEntry(
        parts[2],
        parts[3],
        Integer.parseInt(parts[4]),
        flags,
        Long.parseLong(parts[1]),
        new RawPath(line.substring(tab + 1)));
  }

  /** The entry with all that it says, one character for a byte. */
  String line() {
    String letters =
        EnumSet.allOf(Flag.class).stream()
            .filter(flags::contains)
            .map(flag -> String.valueOf(flag.letter))
            .collect(Collectors.joining());
    return "%s %d %s %s %d\t%s"
        .formatted(letters.isEmpty() ? "-" : letters, size, mode, object, stage, path.latin());
  }

  boolean is(Flag flag) {
    return flags.contains(flag);
  }

  boolean isGitlink() {
    return mode.equals(GITLINK);
  }

  IndexEntry with(Flag flag) {
    Set<Flag> more = EnumSet.of(flag);
    more.addAll(flags);
    return new IndexEntry(mode, object, stage, more, size, path);
  }

  /** What it says of the content alone, and nothing of the file on disk. */
  IndexEntry content() {
    Set<Flag> lasting =
        flags.stream().filter(flag -> flag != Flag.SETTLED).collect(Collectors.toSet());
    return new IndexEntry(mode, object, stage, lasting, 0, path);
  }
}
