package dev.orch.worktree;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A branch without {@code refs/heads/}.
 *
 * @param value valid by the rules of git-check-ref-format(1), never starting with a hyphen or
 *     {@code refs/}, each component short enough to be a file's name
 */
public record BranchName(String value) {
  private static final Pattern NEVER =
      Pattern.compile(
          "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|^/|/$|\\.$|^-|^refs/|^@$|^HEAD$");
  private static final Pattern COMPONENT = Pattern.compile("(?!\\.).+(?<!\\.lock)");
  private static final int LONGEST_COMPONENT = 255 - ".lock".length();

  /** Refuses what git would refuse, take for an option or read another way. */
  public BranchName {
    if (!isBranchName(value)) {
      throw new IllegalArgumentException("not a branch name: " + value);
    }
  }

  /** Whether the text can be a branch name as it stands. */
  public static boolean isBranchName(String text) {
    if (text.isEmpty() || NEVER.matcher(text).find()) {
      return false;
    }
    for (String component : text.split("/", -1)) {
      if (!COMPONENT.matcher(component).matches()
          || component.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMPONENT) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
