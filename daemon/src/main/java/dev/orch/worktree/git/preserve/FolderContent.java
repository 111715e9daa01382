package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.ReadableFiles;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in a folder, or is a file, however deep. Links are not followed; what cannot be read is
 * left out.
 *
 * @param modified last; the epoch if there is nothing
 * @param repositories the folders below that are repositories or worktrees of their own
 * @param isSpecial whether it is neither file nor link nor folder
 */
record FolderContent(
    long sizeBytes, Instant modified, List<RawPath> repositories, boolean isSpecial) {

  static FolderContent of(Path root) {
    Counting counting = new Counting(root);
    ReadableFiles.visit(root, counting);
    return new FolderContent(
        counting.size, counting.modified, counting.repositories, counting.isSpecial);
  }

  private static final class Counting implements ReadableFiles.Taking {
    private final Path root;
    private final List<RawPath> repositories = new ArrayList<>();
    private boolean isSpecial;
    private long size;
    private Instant modified = Instant.EPOCH;

    Counting(Path root) {
      this.root = root;
    }

    @Override
    public boolean enters(Path folder, BasicFileAttributes attributes) {
      meet(folder, attributes);
      return true;
    }

    @Override
    public void take(Path file, BasicFileAttributes attributes) {
      meet(file, attributes);
      size += attributes.size();
      isSpecial = file.equals(root) && attributes.isOther();
    }

    private void meet(Path path, BasicFileAttributes attributes) {
      Instant changed = attributes.lastModifiedTime().toInstant();
      if (changed.isAfter(modified)) {
        modified = changed;
      }
      Path parent = path.getParent();
      if (path.endsWith(".git") && parent != null && !path.equals(root) && !parent.equals(root)) {
        repositories.add(RawPath.of(root, parent));
      }
    }
  }
}
