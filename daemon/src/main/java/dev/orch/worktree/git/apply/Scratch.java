package dev.orch.worktree.git.apply;

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
 * killed is removed by the next call, as far as it can be. Any thread may call it.
 */
final class Scratch {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private final Path root;
  private final ReentrantLock lock = new ReentrantLock();

  /** The folders of calls that have not ended; under the lock. */
  private final Set<Path> inUse = new HashSet<>();

  /**
   * One for all calls.
   *
   * @param root a folder of ours alone, used by one process at a time
   */
  Scratch(Path root) {
    this.root = root;
  }

  /** What is done in a folder. */
  interface Work<T> {
    T in(Path folder) throws IOException;
  }

  /**
   * Works in a folder, which is removed afterwards; what cannot be removed is left to the next
   * call.
   *
   * @throws WorktreeFailedException if there can be none, or the work cannot read or write in it
   */
  <T> T with(Work<T> work) {
    List<Path> left = new ArrayList<>();
    Path folder = begin(left);
    try {
      left.forEach(Scratch::remove);
      return work.in(folder);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot work in " + folder, e);
    } finally {
      end(folder);
    }
  }

  private Path begin(List<Path> left) {
    lock.lock();
    try {
      Files.createDirectories(root);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
        entries.forEach(left::add);
      }
      left.removeAll(inUse);
      Path folder = Files.createTempDirectory(root, "call-");
      inUse.add(folder);
      return folder;
    } catch (IOException | DirectoryIteratorException e) {
      throw new WorktreeFailedException("cannot work in " + root, e);
    } finally {
      lock.unlock();
    }
  }

  private void end(Path folder) {
    remove(folder);
    lock.lock();
    try {
      inUse.remove(folder);
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
