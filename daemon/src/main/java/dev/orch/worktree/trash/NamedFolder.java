package dev.orch.worktree.trash;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that is reached by its path each time, which must lead there without a link. Between
 * that look and the step a link could be put in the way: it is for systems that offer no better.
 */
final class NamedFolder implements HeldFolder {
  private final Path path;

  /**
   * At a path that no link is on.
   *
   * @param path as {@link Path#toRealPath} gives it
   */
  NamedFolder(Path path) {
    this.path = path;
  }

  private Path at(Path name) throws IOException {
    return real().resolve(name);
  }

  private Path real() throws IOException {
    if (!path.toRealPath().equals(path)) {
      throw new FileSystemException(path.toString(), null, "a link was put in the way to it");
    }
    return path;
  }

  @Override
  public PosixFileAttributes attributes() throws IOException {
    return look(real());
  }

  private static PosixFileAttributes look(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<PosixFileAttributes> find(Path name) throws IOException {
    try {
      return Optional.of(look(at(name)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(real())) {
      entries.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public HeldFolder enter(Path name) throws IOException {
    Path folder = at(name);
    if (!look(folder).isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    return new NamedFolder(folder);
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return Files.newByteChannel(
        at(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public WritableByteChannel create(Path name) throws IOException {
    return Files.newByteChannel(
        at(name), Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
  }

  @Override
  public void permit(Path name, Set<PosixFilePermission> permissions) throws IOException {
    Path folder = at(name);
    if (!look(folder).isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    // Without following links the system opens it first, which it refuses for what cannot be read.
    Files.setPosixFilePermissions(folder, permissions);
  }

  @Override
  public void deleteFile(Path name) throws IOException {
    Path file = at(name);
    if (look(file).isDirectory()) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    Files.delete(file);
  }

  @Override
  public void deleteFolder(Path name) throws IOException {
    Path folder = at(name);
    if (!look(folder).isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    Files.delete(folder);
  }

  @Override
  public void move(Path name, HeldFolder to, Path newName) throws IOException {
    if (!(to instanceof NamedFolder other)) {
      throw new IllegalArgumentException("not held as this folder is: " + to);
    }
    Files.move(at(name), other.at(newName), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
