package dev.orch.store.sqlite.file;

import dev.orch.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
  public static final Schema CURRENT = new Schema(2, List.of("dev/orch/store/sqlite"));

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
  }

  /** Where the copy from before the migration is. */
  public static Path copyOf(Path file, int version) {
    return file.resolveSibling("%s.v%d.bak".formatted(file.getFileName(), version));
  }

  private static void copy(Path file, int version) {
    Path copy = copyOf(file, version);
    Path unfinished = copy.resolveSibling(copy.getFileName() + ".tmp");
    SQLiteConfig config = KeptConnection.config(KeptConnection.Role.WRITER);
    try {
      Files.deleteIfExists(unfinished);
      try (Connection connection = config.createConnection(KeptConnection.url(file));
          Statement statement = connection.createStatement()) {
        statement.execute("VACUUM INTO '%s'".formatted(unfinished.toString().replace("'", "''")));
      }
      Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (SQLException | IOException e) {
      throw new StoreUnavailableException("%s cannot be copied to %s".formatted(file, copy), e);
    }
  }
}
