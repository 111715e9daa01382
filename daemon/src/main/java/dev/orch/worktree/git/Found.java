package dev.orch.worktree.git;

import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is there where a worktree should be. */
public sealed interface Found {

  /** A worktree that was handed out: what is in it is somebody's work. */
  record Whole(AdminFolder admin) implements Found {}

  /** Registered by us, its checkout not known to be complete; nobody has worked in it. */
  record Unfinished(AdminFolder admin) implements Found {}

  /** The folder holds files and the repository knows it, but its {@code .git} file is gone. */
  record CutOff(AdminFolder admin) implements Found {}

  /** No folder, or an empty one; with what earlier tries and vanished folders left behind. */
  record Nothing(List<AdminFolder> stale) implements Found {}

  /** Something that is none of ours. */
  record Occupied() implements Found {}

  /** Looks, and changes nothing. */
  static Found at(Repository repository, Path worktree) {
    List<AdminFolder> claiming = AdminFolder.claiming(repository, worktree);
    if (Files.isSymbolicLink(worktree)) {
      return new Occupied();
    }
    if (!Files.exists(worktree, LinkOption.NOFOLLOW_LINKS)) {
      return new Nothing(claiming);
    }
    Optional<AdminFolder> joined =
        AdminFolder.of(repository, worktree).filter(admin -> admin.isComplete(repository));
    if (joined.isPresent()) {
      AdminFolder admin = joined.get();
      return admin.isPreparing() ? new Unfinished(admin) : new Whole(admin);
    }
    if (isEmptyButForGitFile(worktree, claiming)) {
      return new Nothing(claiming);
    }
    return AdminFolder.ofCutOff(repository, worktree)
        .<Found>map(CutOff::new)
        .orElseGet(Occupied::new);
  }

  /** A killed {@code git worktree add} leaves the folder with nothing but its {@code .git} file. */
  private static boolean isEmptyButForGitFile(Path folder, List<AdminFolder> claiming) {
    boolean begun = claiming.stream().allMatch(AdminFolder::isUnborn) && !claiming.isEmpty();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path entry : content) {
        if (!begun || !entry.getFileName().toString().equals(".git")) {
          return false;
        }
      }
      return true;
    } catch (IOException | DirectoryIteratorException e) {
      throw new WorktreeFailedException("cannot read " + folder, e);
    }
  }
}
