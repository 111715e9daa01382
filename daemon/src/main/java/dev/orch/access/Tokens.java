package dev.orch.access;

import dev.orch.domain.access.TokenClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/**
 * The secret of this installation: 32 random bytes in a file that only its owner can read, below a
 * folder that only its owner can enter. It is never in an argument, a variable, a URL or a log.
 */
public final class Tokens implements Callers {
  /** The file's name in the state folder. */
  public static final String FILE = "token";

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] user;

  private Tokens(String user) {
    this.user = user.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the token of the folder, or makes one. The folder is made if it is missing. Called once,
   * before anything listens.
   *
   * @throws TokenFolderException if the folder or the file is not ours, is a link, or lets anybody
   *     else in
   */
  public static Tokens open(Path stateFolder, SecureRandom random) {
    try {
      secureFolder(stateFolder);
      Path file = stateFolder.resolve(FILE);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return new Tokens(read(file));
      }
      return new Tokens(write(file, random));
    } catch (IOException e) {
      throw new TokenFolderException(stateFolder, "cannot be used for the token", e);
    }
  }

  /** Takes the same time for every wrong one. */
  @Override
  public Optional<TokenClass> classOf(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(user, given) ? Optional.of(TokenClass.USER) : Optional.empty();
  }

  /** The token itself, for what has to be masked. */
  public String secret() {
    return new String(user, StandardCharsets.US_ASCII);
  }

  private static void secureFolder(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Path above = folder.toAbsolutePath().getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }
    PosixFileAttributes facts = facts(folder);
    if (!facts.isDirectory()) {
      throw new TokenFolderException(folder, "is not a folder of its own; a link is refused");
    }
    if (!facts.permissions().equals(FOLDER)) {
      throw new TokenFolderException(
          folder,
          "has mode %s; only its owner may enter it"
              .formatted(PosixFilePermissions.toString(facts.permissions())));
    }
    refuseForeign(folder);
  }

  private static String read(Path file) throws IOException {
    PosixFileAttributes facts = facts(file);
    if (!facts.isRegularFile()) {
      throw new TokenFolderException(file, "is not a regular file; a link is refused");
    }
    if (!PRIVATE.containsAll(facts.permissions())) {
      throw new TokenFolderException(
          file,
          "has mode %s; only its owner may read it: chmod 600"
              .formatted(PosixFilePermissions.toString(facts.permissions())));
    }
    refuseForeign(file);
    String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!RandomSecret.FORM.matcher(token).matches()) {
      throw new TokenFolderException(file, "does not hold a token; remove it to get a new one");
    }
    return token;
  }

  private static String write(Path file, SecureRandom random) throws IOException {
    String token = RandomSecret.next(random);
    Path unfinished = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.writeString(unfinished, token + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return token;
  }

  private static PosixFileAttributes facts(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Compares with a file that this process has just made: the only owner that is surely us. */
  private static void refuseForeign(Path path) throws IOException {
    Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    Path probe = Files.createTempFile("orch", ".owner");
    try {
      Object ours = Files.getAttribute(probe, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      if (!owner.equals(ours)) {
        throw new TokenFolderException(path, "belongs to another user");
      }
    } finally {
      Files.delete(probe);
    }
  }
}
