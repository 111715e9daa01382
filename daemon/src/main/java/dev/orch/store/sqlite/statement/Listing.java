package dev.orch.store.sqlite.statement;

import dev.orch.store.Page;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Reads a table page by page in the order of a time and, where times are equal, of the id. What is
 * inserted meanwhile moves no entry to another page.
 *
 * @param time column of the time, in milliseconds
 * @param key where an entry stands in the order
 */
public record Listing<T>(
    String table, String time, Order order, RowMapper<T> mapper, Function<T, Page.Key> key) {
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

  /** Which end comes first. */
  public enum Order {
    NEWEST_FIRST("<", "DESC"),
    OLDEST_FIRST(">", "ASC");

    private final String behind;
    private final String direction;

    Order(String behind, String direction) {
      this.behind = behind;
      this.direction = direction;
    }
  }

  /** Ids that start with the prefix; a range, so that the primary key's index serves it. */
  public List<String> idsStartingWith(Handle handle, String prefix, int limit) {
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

  public Page<T> page(Handle handle, Conditions conditions, Page.Request request) {
    Page.Key after = request.after();
    if (after != null) {
      conditions
          .and(
              "(%s, id) %s (:after_ms, :after_id)".formatted(time, order.behind),
              "after_ms",
              after.at().toEpochMilli())
          .bind("after_id", after.id());
    }
    String sql =
        "SELECT * FROM %s%s\nORDER BY %s %s, id %s\nLIMIT :wanted"
            .formatted(table, conditions.where(), time, order.direction, order.direction);
    List<T> found =
        conditions
            .bindTo(handle.createQuery(sql))
            .bind("wanted", request.limit() + 1)
            .map(mapper)
            .list();
    if (found.size() <= request.limit()) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, request.limit());
    return new Page<>(items, key.apply(items.getLast()));
  }
}
