package dev.orch.store.sqlite;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Looks ids up by their beginning; a range, so that the primary key's index serves it. */
final class Ids {
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

  private Ids() {}

  static List<String> startingWith(Handle handle, String table, String prefix, int limit) {
    return handle
        .createQuery(
            """
            SELECT id FROM %s
             WHERE id >= :first AND id <= :last
             ORDER BY id
             LIMIT :limit
            """
                .formatted(table))
        .bind("first", prefix)
        .bind("last", prefix + LAST_CHARACTER)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }
}
