package dev.orch.store.sqlite.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Session;
import dev.orch.store.search.SearchIndexContract;
import dev.orch.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSearchIndexTest extends SearchIndexContract {
  private static final String CANARY = "zqcanaryword";

  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;

  @Override
  protected Opened open() {
    SqliteStore opened = SqliteStore.open(folder.resolve("orch.db"), folder);
    store = opened;
    return new Opened(opened.stores(), opened.searchIndex());
  }

  /**
   * SQLite itself may leave old bytes between the cells of a page that it has put in order, be it
   * the index's or any other table's; only VACUUM takes those away.
   */
  @Test
  void noWordOfWhatIsForgottenStaysInTheFile() throws IOException, SQLException {
    Session gone = insert(0);
    Session kept = insert(1);
    // Enough for the index to have been moved from page to page.
    for (int i = 0; i < 300; i++) {
      add(gone, event(2L * i), CANARY + i + " is said, and " + CANARY);
      add(kept, event(2L * i + 1), "something else is said " + i);
    }
    close();
    assertThat(bytes()).contains(CANARY);
    openStores();

    forget(gone);
    close();
    vacuum();

    assertThat(bytes()).doesNotContain(CANARY);
    openStores();
    assertThat(found("something else")).containsExactly(kept);
  }

  private void vacuum() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("orch.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM");
    }
  }

  private void close() {
    SqliteStore opened = store;
    if (opened != null) {
      opened.close();
      store = null;
    }
  }

  private String bytes() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
