package dev.orch.worktree.git.snapshot;

import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for each call, which none had before: a git that outlived its daemon goes on writing
 * into the folder of that daemon's call, and meets no other. What was left by those that were
 * killed is removed by the next call, as far as it can be. One object for all calls that may be in
 * the same root; any thread may call it.
 */
public final class Scratch {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final String CALL = "call-";
  private final ReentrantLock lock = new ReentrantLock();

  /** The folders of calls that have not ended; under the lock. */
  private final Set<Path> inUse = new HashSet<>();

  /** What is done in a folder. */
  public interface Work<T> {
    T in(Path folder) throws IOException;
  }

  /**
   * Works in a folder, which is removed afterwards, and so is the root where no other call is in
   * it; what cannot be removed is left to the next call.
   *
   * @param root a folder of ours alone, used by one process at a time; made when it is needed
   * @throws WorktreeFailedException if there can be none, or the work cannot read or write in it
   */
  public <T> T with(Path root, Work<T> work) {
    List<Path> left = new ArrayList<>();
    Path folder = begin(root, left);
    try {
      left.forEach(Scratch::remove);
      return work.in(folder);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot work in " + folder, e);
    } finally {
      end(root, folder);
    }
  }

  private Path begin(Path root, List<Path> left) {
    lock.lock();
    try {
      if (Files.isSymbolicLink(root)) {
        // Somebody put it there: what it leads to is not ours.
        Files.delete(root);
      }
      Files.createDirectories(root);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, CALL + "*")) {
        entries.forEach(left::add);
      }
      left.removeAll(inUse);
      Path folder = Files.createTempDirectory(root, CALL);
      inUse.add(folder);
      return folder;
    } catch (IOException | DirectoryIteratorException e) {
      throw new WorktreeFailedException("cannot work in " + root, e);
    } finally {
      lock.unlock();
    }
  }

  private void end(Path root, Path folder) {
    remove(folder);
    lock.lock();
    try {
      inUse.remove(folder);
      Files.deleteIfExists(root);
    } catch (IOException e) {
      LOG.debug("{} is in use, or left to the next call: {}", root, e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private static void remove(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (WorktreeFailedException failure) {
      LOG.debug("{} is left to the next call: {}", folder, failure.getMessage());
    }
  }
}
