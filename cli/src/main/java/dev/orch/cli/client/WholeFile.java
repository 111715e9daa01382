package dev.orch.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file that is there whole or not at all: only what has come whole gets the name.
 *
 * @param target what it is called in the end
 */
public record WholeFile(Path target) {

  /** Gives what has come whole its name. */
  @FunctionalInterface
  private interface Naming {
    void name(Path aside) throws IOException;
  }

  /**
   * Writes it where nothing is.
   *
   * @return its size in bytes
   * @throws FileAlreadyExistsException if something is there
   * @throws IOException if it cannot be written, saying why and not under which name it was tried
   */
  public long write(InputStream bytes) throws IOException {
    requireFree();
    return write(bytes, this::name);
  }

  /** As {@link #write}, in the place of what may be there. */
  public long replace(InputStream bytes) throws IOException {
    return write(bytes, aside -> Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING));
  }

  /** As {@link #write}, for its owner alone from the first byte. */
  public long writeForOwner(InputStream bytes) throws IOException {
    requireFree();
    return write(
        bytes,
        this::name,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private void requireFree() throws FileAlreadyExistsException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  private long write(InputStream bytes, Naming naming, FileAttribute<?>... attributes)
      throws IOException {
    Path aside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    aside.toFile().deleteOnExit(); // where nobody waits any more for it to come
    try {
      long size = fill(aside, bytes, attributes);
      naming.name(aside);
      return size;
    } catch (FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(target.toString());
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such folder", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    } catch (FileSystemException e) {
      String why = e.getReason();
      throw new IOException(why == null ? e.getClass().getSimpleName() : why, e);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** On the disk before it has its name: what loses its power has no half of a file then. */
  private static long fill(Path aside, InputStream bytes, FileAttribute<?>... attributes)
      throws IOException {
    Set<StandardOpenOption> anew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel file = FileChannel.open(aside, anew, attributes)) {
      long size = bytes.transferTo(Channels.newOutputStream(file));
      file.force(true);
      return size;
    }
  }

  /** A link to a name that is taken fails, where a rename replaces what came a moment ago. */
  private void name(Path aside) throws IOException {
    try {
      Files.createLink(target, aside);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException _) {
      Files.move(aside, target); // a file system that knows no links
    }
  }
}
