package dev.orch.worktree.git;

import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeEntry;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code git worktree list --porcelain -z}. */
public final class WorktreeListing {
  private static final String PATH = "worktree ";
  private static final String HEAD = "HEAD ";
  private static final String BRANCH = "branch refs/heads/";
  private final Git git;

  public WorktreeListing(Git git) {
    this.git = git;
  }

  /** The main checkout first, then the linked ones. */
  public List<WorktreeEntry> read(Repository repository) {
    GitResult listed =
        git.requirePatiently(
            GitCall.at(GitPlace.repository(repository), "worktree", "list", "--porcelain", "-z"));
    List<WorktreeEntry> entries = new ArrayList<>();
    List<String> record = new ArrayList<>();
    for (String field : listed.fields()) {
      if (field.isEmpty() && !record.isEmpty()) {
        entries.add(entry(record));
        record.clear();
      } else {
        record.add(field);
      }
    }
    if (!record.isEmpty()) {
      entries.add(entry(record));
    }
    return entries;
  }

  /**
   * The worktrees right in the folder that name the repository by where it was: they call
   * themselves what it has at another place, where none is, or at theirs.
   */
  static List<Path> moved(Repository repository, Path folder) {
    List<Path> moved = new ArrayList<>();
    AdminFolder.inside(repository, Objects.requireNonNull(folder.getRoot()))
        .forEach((admin, before) -> {
          Path now = folder.resolve(before.getFileName());
          if (Files.isDirectory(now, LinkOption.NOFOLLOW_LINKS)
              && admin.isJoined(now)
              && AdminFolder.of(repository, now).isEmpty()
              && (before.equals(now) || !Files.exists(before, LinkOption.NOFOLLOW_LINKS))) {
            moved.add(now);
          }
        });
    return moved;
  }

  private static WorktreeEntry entry(List<String> record) {
    Path path = Path.of(record.getFirst().substring(PATH.length()));
    String head = "";
    @Nullable String branch = null;
    for (String field : record) {
      if (field.startsWith(HEAD)) {
        head = field.substring(HEAD.length());
      } else if (field.startsWith(BRANCH)) {
        branch = field.substring(BRANCH.length());
      }
    }
    return new WorktreeEntry(path, head, branch, Files.isDirectory(path));
  }
}
