package dev.orch.store.search;

import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The texts in which sessions are looked for. It holds copies: whoever keeps a text that is to be
 * found adds it in the same unit, without secrets, and whoever deletes a session has it forgotten.
 */
public interface SearchIndex {

  /** Where in its session a text stands. */
  sealed interface Place {
    /**
     * In an event.
     *
     * @param seq its number
     */
    record InEvent(long seq) implements Place {}

    /**
     * In what was said to the agent first in a turn.
     *
     * @param turn its number
     */
    record InPrompt(int turn) implements Place {}
  }

  /** A text of a session that fits a query. */
  record Match(SessionId session, Place place, String text) {}

  /**
   * What of a session is not here yet because it is older than the index.
   *
   * @param after events behind this number are missing
   * @param until the last one that may be missing
   * @param turns the prompts of so many turns, counted from the first, are missing while {@code
   *     after} is 0
   */
  record Gap(SessionId session, long after, long until, int turns) {}

  /**
   * Makes a text findable; inside a unit that writes. A place has one text.
   *
   * @throws IllegalStateException if the place has one already
   */
  void add(SessionId session, Place place, String text);

  /**
   * Takes everything of the session out, so that no word of it stays in the file; inside a unit
   * that writes. Of a session that is not here it does nothing.
   */
  void forget(SessionId session);

  /**
   * The query with each word as it is where enough texts hold it so, else as a beginning. Whoever
   * asks more than once in a search, for pages, figures and matches, asks with this: the texts may
   * become more meanwhile.
   */
  SearchQuery settle(SearchQuery query);

  /** For each of the sessions that has one, the first text that fits. */
  List<Match> matches(SearchQuery query, Collection<SessionId> sessions);

  /** A session of which something is missing; the newest first. */
  Optional<Gap> nextGap();

  /** Remembers that nothing up to this event is missing any more; inside a unit that writes. */
  void filledTo(SessionId session, long seq);

  /** Remembers that nothing is missing any more; inside a unit that writes. */
  void filled(SessionId session);
}
