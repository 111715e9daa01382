package dev.orch.store.sqlite.file;

import dev.orch.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** Copies a database that may be in use, as it is at one moment. */
final class DatabaseCopy {
  private DatabaseCopy() {}

  /**
   * Writes a whole database, without a log beside it.
   *
   * @param target there, and empty: its mode stays
   */
  static void write(Path file, Path target) {
    SQLiteConfig config = KeptConnection.config(KeptConnection.Role.WRITER);
    try (Connection connection = config.createConnection(KeptConnection.url(file));
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM INTO '%s'".formatted(target.toString().replace("'", "''")));
    } catch (SQLException e) {
      throw new StoreUnavailableException("%s cannot be copied to %s".formatted(file, target), e);
    }
  }
}
