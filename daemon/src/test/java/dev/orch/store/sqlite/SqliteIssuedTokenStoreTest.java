package dev.orch.store.sqlite;

import dev.orch.store.IssuedTokenStoreContract;
import dev.orch.store.Stores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class SqliteIssuedTokenStoreTest extends IssuedTokenStoreContract {
  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;

  @Override
  protected Stores open() {
    SqliteStore opened = SqliteStore.open(folder.resolve("orch.db"), folder);
    store = opened;
    return opened.stores();
  }
}
