package dev.orch.runtime.sh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** The two scripts as files. A shell reads its script while it runs it, for days. */
record Scripts(Path launch, Path supervise) {
  private static final int NAME_BYTES = 8;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * Writes them into the folder, named after what they say: supervisors that run already keep
   * theirs, whatever version of the daemon comes after.
   */
  static Scripts install(Path folder) {
    try {
      Files.createDirectories(folder, OWNER_ONLY);
      return new Scripts(install(folder, "launch"), install(folder, "supervise"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot install the scripts in " + folder, e);
    }
  }

  private static Path install(Path folder, String name) throws IOException {
    byte[] content = resource(name + ".sh");
    Path file = folder.resolve(name + "-" + digest(content) + ".sh");
    if (Files.exists(file)) {
      return file;
    }
    Path aside = Files.createTempFile(folder, name, ".new");
    Files.write(aside, content);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    return file;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Scripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return in.readAllBytes();
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
