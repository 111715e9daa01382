package dev.orch.worktree.git;

import java.util.List;

/**
 * What a git command left behind.
 *
 * @param out what it printed; empty if it printed to a file
 * @param err what it said, cut after 64 KiB
 */
public record GitResult(int exit, String out, String err) {

  /** Whether it ended with 0. */
  public boolean ok() {
    return exit == 0;
  }

  /** The output less the one line feed that ends it: a path may end in one itself. */
  public String value() {
    return out.endsWith("\n") ? out.substring(0, out.length() - 1) : out;
  }

  /** The fields of a {@code -z} format. */
  public List<String> fields() {
    if (out.isEmpty()) {
      return List.of();
    }
    String body = out.endsWith("\0") ? out.substring(0, out.length() - 1) : out;
    return List.of(body.split("\0", -1));
  }
}
