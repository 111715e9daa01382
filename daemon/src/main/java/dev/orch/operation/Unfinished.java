package dev.orch.operation;

import dev.orch.domain.operation.FileFailure;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.worktree.GitUnsupportedException;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.trash.SafeRemoval;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What ends an operation in the middle: why, and where everything is by then. */
public final class Unfinished {
  private Unfinished() {}

  /** A worktree's folder, whole or on its way out. */
  public static List<Path> atPlace(Path worktree) {
    Path leaving = OwnFolders.leaving(worktree);
    return Stream.of(worktree, leaving, SafeRemoval.leaving(leaving))
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** As {@link #of}, where nothing was removed yet: nothing is left to go on with. */
  public static RuntimeException before(RuntimeException failure) {
    if (!isRefused(failure) || Thread.currentThread().isInterrupted()) {
      return failure;
    }
    OperationFailedException closed = new OperationFailedException(why(failure));
    closed.initCause(failure);
    return closed;
  }

  /**
   * Where things are.
   *
   * @param name of the place, for a person
   */
  public record Found(String name, List<Path> paths) {
    /** Keeps its own copy. */
    public Found {
      paths = List.copyOf(paths);
    }

    private List<String> texts() {
      return paths.stream().map(Path::toString).toList();
    }

    private String words() {
      return name + ": " + (paths.isEmpty() ? "nothing" : String.join(", ", texts()));
    }
  }

  /**
   * What is to be thrown: one that closes the operation in words, where files or git refused; else
   * the failure itself, so that the operation stays open. The next start goes on where the daemon
   * ended, and with what is a mistake of ours once that is mended.
   */
  public static RuntimeException of(RuntimeException failure, Found done, Found left) {
    if (!isRefused(failure) || Thread.currentThread().isInterrupted()) {
      return failure;
    }
    OperationFailedException closed =
        OperationFailedException.unfinished(
            "%s; %s; %s".formatted(why(failure), done.words(), left.words()),
            done.texts(),
            left.texts());
    closed.initCause(failure);
    return closed;
  }

  /** What a person can do something about. */
  private static boolean isRefused(RuntimeException failure) {
    return failure instanceof UncheckedIOException
        || failure instanceof WorktreeFailedException
        || failure instanceof WorktreeDirtyException
        || failure instanceof RepositoryRefusedException
        || failure instanceof RepositoryUnreadableException
        || failure instanceof GitUnsupportedException;
  }

  private static String why(RuntimeException failure) {
    return failure instanceof UncheckedIOException io
        ? FileFailure.words(io)
        : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }
}
