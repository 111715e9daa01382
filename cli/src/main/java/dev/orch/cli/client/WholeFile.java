package dev.orch.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * A file that is there whole or not at all: only what has come whole gets the name.
 *
 * @param target what it is called in the end
 */
public record WholeFile(Path target) {

  /**
   * Writes it.
   *
   * @param how {@link StandardCopyOption#REPLACE_EXISTING}, or nothing
   * @return its size in bytes
   * @throws FileAlreadyExistsException if something is there that may not be replaced
   * @throws IOException if it cannot be written, saying why and not under which name it was tried
   */
  public long write(InputStream bytes, CopyOption... how) throws IOException {
    boolean replaces = List.of(how).contains(StandardCopyOption.REPLACE_EXISTING);
    if (!replaces && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path aside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    aside.toFile().deleteOnExit(); // where nobody waits any more for it to come
    try {
      long size = Files.copy(bytes, aside);
      Files.move(aside, target, how);
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
}
