package dev.orch.worktree.trash;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A folder that is open: what is done in it is done there, whatever its path leads to by now. */
final class OpenFolder implements HeldFolder {
  private final SecureDirectoryStream<Path> stream;

  OpenFolder(SecureDirectoryStream<Path> stream) {
    this.stream = stream;
  }

  @Override
  public PosixFileAttributes attributes() throws IOException {
    return stream.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
  }

  @Override
  public Optional<PosixFileAttributes> find(Path name) throws IOException {
    try {
      return Optional.of(view(name).readAttributes());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private PosixFileAttributeView view(Path name) {
    return stream.getFileAttributeView(
        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    try {
      stream.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public HeldFolder enter(Path name) throws IOException {
    return new OpenFolder(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public WritableByteChannel create(Path name) throws IOException {
    return stream.newByteChannel(
        name, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
  }

  @Override
  public void permit(Path name, Set<PosixFilePermission> permissions) throws IOException {
    try {
      view(name).setPermissions(permissions);
    } catch (AccessDeniedException denied) {
      // To change it the system opens it, but one that cannot be read only where a link counts as
      // what it leads to: it is looked at before.
      if (find(name).filter(BasicFileAttributes::isDirectory).isEmpty()) {
        throw denied;
      }
      stream.getFileAttributeView(name, PosixFileAttributeView.class).setPermissions(permissions);
    }
  }

  @Override
  public void deleteFile(Path name) throws IOException {
    stream.deleteFile(name);
  }

  @Override
  public void deleteFolder(Path name) throws IOException {
    stream.deleteDirectory(name);
  }

  @Override
  public void move(Path name, HeldFolder to, Path newName) throws IOException {
    if (!(to instanceof OpenFolder other)) {
      throw new IllegalArgumentException("not held as this folder is: " + to);
    }
    stream.move(name, other.stream, newName);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
