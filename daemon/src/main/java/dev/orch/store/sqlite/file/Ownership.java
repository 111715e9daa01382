package dev.orch.store.sqlite.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreRefusedException.Refusal;
import dev.orch.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock beside a database: whoever holds it is the one daemon that may open the file. The
 * operating system lets go of it however the process ends, so the lock file itself stays; it says
 * for whoever finds it locked which state folder the owner has.
 */
record Ownership(FileChannel channel) implements AutoCloseable {

  /** Takes the lock, or refuses at once. */
  static Ownership take(Path database, Path stateFolder) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StoreRefusedException(
            Refusal.LOCKED,
            "%s is open in another daemon, that of the state folder %s"
                .formatted(database, Files.readString(file).strip()));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((stateFolder + "\n").getBytes(UTF_8)));
      return new Ownership(channel);
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be locked".formatted(file), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreUnavailableException("the lock beside the database cannot be closed", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
