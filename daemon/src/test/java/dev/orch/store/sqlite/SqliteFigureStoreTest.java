package dev.orch.store.sqlite;

import dev.orch.store.figures.FigureStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class SqliteFigureStoreTest extends FigureStoreContract {
  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;

  @Override
  protected Opened open() {
    SqliteStore opened = SqliteStore.open(folder.resolve("orch.db"), folder);
    store = opened;
    return new Opened(opened.stores(), opened.figures());
  }
}
