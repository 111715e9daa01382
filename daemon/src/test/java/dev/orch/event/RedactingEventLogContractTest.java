package dev.orch.event;

import dev.orch.store.EventLogContract;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class RedactingEventLogContractTest extends EventLogContract {
  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;

  @Override
  protected Stores open() {
    SqliteStore opened = SqliteStore.open(folder.resolve("orch.db"), folder);
    store = opened;
    Stores raw = opened.stores();
    return raw.with(
        raw.turns(),
        new RedactingEventLog(
            raw.events(), new Secrets(raw.projects(), () -> Set.of("our-own-token"))));
  }
}
