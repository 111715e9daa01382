package dev.orch.store.sqlite.search;

import dev.orch.domain.session.Session;
import dev.orch.store.Page;
import dev.orch.store.sqlite.statement.Conditions;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The sessions that fit a query and other filters, the newest first: by their number in the index,
 * which is the order in which they came.
 *
 * <p>A word may be in a million texts. The newest that fit fill a page nearly always, and only
 * where they do not, or the other filters leave few sessions anyway, is every text asked for.
 *
 * @param words as the index takes them
 * @param filters what else has to hold of a session
 */
public record FoundSessions(String words, Conditions filters, RowMapper<Session> mapper) {
  private static final int FEW = 2_000;

  /** Above each number of a session: the rest of a row's number is a place in its session. */
  private static final long ABOVE_ALL = 1L << (Long.SIZE - 2 - SqliteSearchIndex.PLACE_BITS);

  /** A plus before it has each session looked up among the numbers, not the other way round. */
  private static final String OF_ALL_TEXTS =
      """
      number IN (SELECT rowid >> 36 FROM search WHERE search MATCH :words) AND number < :below\
      """;

  private static final String OF_NEWEST_TEXTS =
      """
      number IN (SELECT rowid >> 36 FROM search
                  WHERE search MATCH :words AND rowid < :below << 36
                  ORDER BY rowid DESC
                  LIMIT :texts)\
      """;

  /** Of a session that is gone since, the place is where it would have been. */
  private static final String PLACE =
      """
      SELECT COALESCE(
        (SELECT number FROM searched_session WHERE session_id = :id),
        (SELECT MAX(number) + 1
           FROM searched_session JOIN session ON session.id = searched_session.session_id
          WHERE (created_at_ms, id) < (:at_ms, :id)),
        0)
      """;

  /** A page of them. */
  public Page<Session> page(Handle handle, Page.Request request) {
    long below = place(handle, request);
    int wanted = request.limit() + 1;
    List<Session> found =
        isFew(handle)
            ? listed(handle, asked("+" + OF_ALL_TEXTS, below), wanted)
            : ofMany(handle, below, wanted);
    if (found.size() < wanted) {
      return new Page<>(found, null);
    }
    List<Session> items = found.subList(0, request.limit());
    Session last = items.getLast();
    return new Page<>(items, new Page.Key(last.times().createdAt(), last.id().value()));
  }

  private static long place(Handle handle, Page.Request request) {
    Page.Key after = request.after();
    return after == null
        ? ABOVE_ALL
        : handle
            .createQuery(PLACE)
            .bind("id", after.id())
            .bind("at_ms", after.at().toEpochMilli())
            .mapTo(Long.class)
            .one();
  }

  private boolean isFew(Handle handle) {
    String sql =
        "SELECT COUNT(*) FROM (SELECT 1 FROM session%s\nLIMIT %d)"
            .formatted(filters.where(), FEW + 1);
    return filters.bindTo(handle.createQuery(sql)).mapTo(Integer.class).one() <= FEW;
  }

  private List<Session> ofMany(Handle handle, long below, int wanted) {
    Conditions newest = asked(OF_NEWEST_TEXTS, below).bind("texts", SearchedWords.ENOUGH_TEXTS);
    List<Session> found = listed(handle, newest, wanted);
    return found.size() == wanted ? found : listed(handle, asked(OF_ALL_TEXTS, below), wanted);
  }

  private Conditions asked(String texts, long below) {
    return filters.copy().and(texts, "words", words).bind("below", below);
  }

  private List<Session> listed(Handle handle, Conditions asked, int wanted) {
    String sql =
        """
        SELECT session.*
        FROM searched_session JOIN session ON session.id = searched_session.session_id%s
        ORDER BY number DESC
        LIMIT :wanted
        """
            .formatted(asked.where());
    return asked.bindTo(handle.createQuery(sql)).bind("wanted", wanted).map(mapper).list();
  }
}
