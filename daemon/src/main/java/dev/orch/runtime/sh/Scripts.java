package dev.orch.runtime.sh;

import dev.orch.domain.operation.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The two scripts as files. A shell reads its script while it runs it, for days. */
record Scripts(Path launch, Path supervise) {
  private static final int NAME_DIGITS = 16;
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
    Path file =
        folder.resolve(
            name + "-" + Sha256.begin().with(content).hex().substring(0, NAME_DIGITS) + ".sh");
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
}
