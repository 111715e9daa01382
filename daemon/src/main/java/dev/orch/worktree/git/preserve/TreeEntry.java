package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;

/**
 * A file, link or gitlink of a tree.
 *
 * @param mode as git prints it
 */
record TreeEntry(String mode, String object, RawPath path) {
  private static final String LINK = "120000";

  /** An entry as {@code git ls-tree -r -z} prints it. */
  static TreeEntry listed(String field) {
    int tab = field.indexOf('\t');
    String[] parts = field.substring(0, tab).split(" ", -1);
    return new TreeEntry(parts[0], parts[2], new RawPath(field.substring(tab + 1)));
  }

  /** As {@code git update-index --index-info} takes it. */
  String line() {
    return "%s %s\t%s\0".formatted(mode, object, path.latin());
  }

  boolean isLink() {
    return mode.equals(LINK);
  }

  boolean isGitlink() {
    return mode.equals(IndexEntry.GITLINK);
  }

  /** Whether git would follow it when it writes the files beside it. */
  boolean isAttributes() {
    return path.latin().equals(".gitattributes") || path.latin().endsWith("/.gitattributes");
  }
}
