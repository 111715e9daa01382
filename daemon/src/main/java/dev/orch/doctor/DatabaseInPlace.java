package dev.orch.doctor;

import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.util.List;

/** Whether the database is where it was opened, and can be read. */
public record DatabaseInPlace(Stores stores) implements Check {
  @Override
  public List<Finding> look() {
    stores.transactions().requireFile();
    long _ = stores.events().lastSeq();
    return List.of();
  }

  static Finding unavailable(StoreUnavailableException away) {
    return Finding.told(
        Finding.Code.DATABASE_UNAVAILABLE,
        String.valueOf(away.getMessage()),
        null,
        away.hint()
            .orElse(
                "free disk space, or make the file and its folder readable and writable; see orch logs --daemon"));
  }
}
