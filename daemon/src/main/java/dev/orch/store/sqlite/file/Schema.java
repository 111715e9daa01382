package dev.orch.store.sqlite.file;

import dev.orch.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The version of the schema that this program speaks, and where its migrations are. The last
 * statement of each migration sets {@code user_version}, so that one cheap query tells whether
 * there is anything to do.
 *
 * @param folders on the class path
 */
public record Schema(int version, List<String> folders) {
  /** Of this program. */
  public static final Schema CURRENT = new Schema(13, List.of("dev/orch/store/sqlite"));

  private static final int KEPT_COPIES = 3;

  /**
   * Brings the file up to this version. Each migration is a transaction: a failure leaves the file
   * at an earlier version.
   *
   * @param from the version it has; 0 if it is empty, otherwise it is copied first
   */
  void migrate(Path file, int from) {
    if (from > 0) {
      copy(file, from);
    }
    SQLiteConfig config = KeptConnection.config(KeptConnection.Role.WRITER);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(KeptConnection.url(file));
    String[] locations = folders.stream().map("classpath:"::concat).toArray(String[]::new);
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations(locations)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException("the schema of %s cannot be migrated".formatted(file), e);
    }
    forgetOldCopies(file, from);
  }

  /** Of the copies from before migrations only the newest are kept. */
  static void forgetOldCopies(Path file, int from) {
    int kept = 0;
    try {
      for (int version = from; version > 0; version--) {
        Path copy = copyOf(file, version);
        if (Files.exists(copy) && ++kept > KEPT_COPIES) {
          Files.delete(copy);
        }
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("old copies of %s cannot be removed".formatted(file), e);
    }
  }

  /** Where the copy from before the migration is. */
  public static Path copyOf(Path file, int version) {
    return file.resolveSibling("%s.v%d.bak".formatted(file.getFileName(), version));
  }

  private static void copy(Path file, int version) {
    Path copy = copyOf(file, version);
    Path unfinished = copy.resolveSibling(copy.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      DatabaseCopy.write(file, unfinished);
      Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be copied to %s".formatted(file, copy), e);
    }
  }
}
