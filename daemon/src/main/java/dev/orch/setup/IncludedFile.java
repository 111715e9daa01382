package dev.orch.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.domain.operation.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file that was copied into a worktree from the project's checkout.
 *
 * @param path relative to both
 * @param sha256 of what it held then; of a link, of where it pointed to
 */
record IncludedFile(String path, String sha256) {
  private static final int CHUNK = 64 * 1024;

  /** Whether the worktree still has it as it was copied. */
  boolean isUnchangedIn(Path worktree) {
    try {
      return sha256.equals(hash(worktree.resolve(path)));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is anything of this name in the folder. */
  boolean isIn(Path folder) {
    return Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  /** Of a regular file or a link, which is not followed. */
  static String hash(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Sha256.begin().with(Files.readSymbolicLink(file).toString().getBytes(UTF_8)).hex();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("no regular file: " + file);
    }
    Sha256 hash = Sha256.begin();
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (byte[] read = in.readNBytes(CHUNK); read.length > 0; read = in.readNBytes(CHUNK)) {
        hash.with(read);
      }
    }
    return hash.hex();
  }
}
