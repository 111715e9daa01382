package dev.orch.artifact;

import static java.util.Objects.requireNonNull;

import dev.orch.worktree.OwnFolders;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * One session's readable log, for its owner alone. Links are not followed: the file lies where
 * agents can put one, and what is appended must not go elsewhere.
 */
final class LogFile {
  // runtime folder / logs
  private static final int OURS = 2;
  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  LogFile(Path path) {
    this.path = path;
  }

  /** What writes all lines that the log should have. */
  @FunctionalInterface
  interface Content {
    void writeTo(BufferedWriter writer) throws IOException;
  }

  private Path folder() {
    return requireNonNull(path.toAbsolutePath().getParent());
  }

  boolean exists() {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Adds lines to a log that is there. */
  void append(List<String> lines) throws IOException {
    OwnFolders.require(folder(), OURS);
    try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(path, APPEND))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Makes the log equal to the content. One that only lacks its end gets that, so that who reads
   * along reads on; any other is replaced.
   *
   * @throws java.nio.file.NoSuchFileException if the project is not there
   */
  void makeEqual(Content content) throws IOException {
    OwnFolders.make(folder(), OURS);
    Path expected = path.resolveSibling("." + path.getFileName() + ".new");
    Files.deleteIfExists(expected);
    try {
      try (BufferedWriter writer =
          new BufferedWriter(
              Channels.newWriter(
                  Files.newByteChannel(expected, NEW, OWNER_ONLY), StandardCharsets.UTF_8))) {
        content.writeTo(writer);
      }
      if (!exists()) {
        Files.move(expected, path, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
      long same = Files.mismatch(path, expected);
      if (same == Files.size(path)) {
        appendFrom(expected, same);
      } else if (same >= 0) {
        Files.move(expected, path, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(expected);
    }
  }

  private void appendFrom(Path expected, long offset) throws IOException {
    try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(path, APPEND));
        InputStream in = Files.newInputStream(expected)) {
      in.skipNBytes(offset);
      in.transferTo(out);
    }
  }
}
