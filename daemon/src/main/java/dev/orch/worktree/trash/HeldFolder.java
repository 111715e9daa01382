package dev.orch.worktree.trash;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One folder, with what can be done right in it. No symbolic link is followed: where the system can
 * hold a folder open, whoever puts a link in the place of one meanwhile changes nothing; elsewhere
 * the way to it is looked at before each step. One thread uses it, and closes it.
 */
public interface HeldFolder extends Closeable {

  /** How a folder is reached. */
  @FunctionalInterface
  interface Opener {
    /** Holds the folder, which is no link. */
    HeldFolder open(Path folder) throws IOException;
  }

  /** As well as the system can. */
  static HeldFolder open(Path folder) throws IOException {
    @SuppressWarnings("StreamResourceLeak") // Closed by the caller, or below.
    DirectoryStream<Path> opened = Files.newDirectoryStream(folder);
    if (opened instanceof SecureDirectoryStream<Path> secure) {
      return new OpenFolder(secure);
    }
    opened.close();
    return byPath(folder);
  }

  /** One below a folder that is no link; none is followed on the way from there. */
  static HeldFolder below(Path top, Path path) throws IOException {
    HeldFolder held = open(top);
    for (Path name : path) {
      try (HeldFolder above = held) {
        held = above.enter(name);
      }
    }
    return held;
  }

  /** By its path alone, for systems that hold no folders open. */
  static HeldFolder byPath(Path folder) throws IOException {
    return new NamedFolder(folder.toRealPath());
  }

  /** Of the folder itself. */
  PosixFileAttributes attributes() throws IOException;

  /** Of what has this name; nothing if there is none. */
  Optional<PosixFileAttributes> find(Path name) throws IOException;

  /** Names in it, all at once: what is removed while it is listed may hide the rest. */
  List<Path> names() throws IOException;

  /** The folder of that name. */
  HeldFolder enter(Path name) throws IOException;

  /** The content of the file of that name. */
  SeekableByteChannel read(Path name) throws IOException;

  /** A new file of that name, to be written; fails if anything has it. */
  WritableByteChannel create(Path name) throws IOException;

  /** Writes a file, whole or not at all for whoever reads it; one that has the name is replaced. */
  default void write(Path name, String text) throws IOException {
    Path written = Path.of(name + ".new");
    if (find(written).isPresent()) {
      deleteFile(written);
    }
    try (OutputStream out = Channels.newOutputStream(create(written))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    move(written, this, name);
  }

  /** Of a folder of that name. */
  void permit(Path name, Set<PosixFilePermission> permissions) throws IOException;

  /** Removes a file or a link. */
  void deleteFile(Path name) throws IOException;

  /** Removes a folder that is empty. */
  void deleteFolder(Path name) throws IOException;

  /** Renames; a file that has the new name is replaced. */
  void move(Path name, HeldFolder to, Path newName) throws IOException;
}
