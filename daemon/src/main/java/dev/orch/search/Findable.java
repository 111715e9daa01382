package dev.orch.search;

import dev.orch.domain.event.Event;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.event.RedactingEventLog;
import dev.orch.event.Redactor;
import dev.orch.event.Secrets;
import dev.orch.store.EventFilter;
import dev.orch.store.Stores;
import dev.orch.store.search.SearchIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said in sessions, findable: titles, prompts, follow-ups, answers, and the messages, plans
 * and questions of agents, all without secrets. Any thread may use it.
 */
public final class Findable {
  /** So many events of a session are filled in by one unit: other writers get in between. */
  private static final int AT_ONCE = 200;

  private final Stores stored;
  private final SearchIndex index;
  private final Secrets secrets;

  /**
   * Over these stores.
   *
   * @param stored as they are; what is kept through them is not found
   */
  public Findable(Stores stored, SearchIndex index, Secrets secrets) {
    this.stored = stored;
    this.index = index;
    this.secrets = secrets;
  }

  /** The same stores: no secret reaches their log, and what is kept through them is found. */
  public Stores stores() {
    return stored.with(
        new FindableTurns(stored.turns(), index, this::masked),
        new RedactingEventLog(new FindableEvents(stored.events(), index), secrets));
  }

  /**
   * Where a session fits a query.
   *
   * @param seq the event that says it; empty if a prompt does
   * @param turn whose prompt it is; empty if an event says it
   * @param snippet what stands around it, on one line
   */
  public record Found(Optional<Long> seq, Optional<Integer> turn, String snippet) {}

  /**
   * The query with each word as it is or as a beginning, by how many texts hold it now: all pages
   * and figures of one search are asked for with this.
   */
  public SearchQuery settle(SearchQuery query) {
    return index.settle(query);
  }

  /**
   * The first place of each session that fits; sessions without one are left out.
   *
   * @param redactors of each session that is looked at, what takes its secrets out
   */
  public Map<SessionId, Found> found(SearchQuery query, Map<SessionId, Redactor> redactors) {
    Map<SessionId, Found> found = new HashMap<>();
    for (SearchIndex.Match match : index.matches(query, redactors.keySet())) {
      Redactor redactor = redactors.get(match.session());
      if (redactor != null) {
        found.put(match.session(), found(match, Snippet.of(redactor.redact(match.text()), query)));
      }
    }
    return found;
  }

  private static Found found(SearchIndex.Match match, String snippet) {
    return switch (match.place()) {
      case SearchIndex.Place.InEvent(long seq) ->
          new Found(Optional.of(seq), Optional.empty(), snippet);
      case SearchIndex.Place.InPrompt(int turn) ->
          new Found(Optional.empty(), Optional.of(turn), snippet);
    };
  }

  /**
   * Makes some of what is older than the index findable, the newest session first. Goes on where an
   * earlier call, of an earlier daemon too, was.
   *
   * @return whether there may be more
   */
  public boolean fillIn() {
    return stored
        .transactions()
        .write(() -> {
          Optional<SearchIndex.Gap> gap = index.nextGap();
          gap.ifPresent(this::fill);
          return gap.isPresent();
        });
  }

  private void fill(SearchIndex.Gap gap) {
    if (gap.after() == 0) {
      stored.turns().list(gap.session()).stream()
          .filter(turn -> turn.number() <= gap.turns())
          .forEach(this::addPrompt);
    }
    EventFilter wanted = new EventFilter(null, gap.session().value(), FindableTexts.TYPES);
    List<Event> events = stored.events().read(wanted, gap.after(), gap.until() + 1, AT_ONCE);
    for (Event event : events) {
      FindableTexts.of(event.fact().payload())
          .ifPresent(
              text -> index.add(gap.session(), new SearchIndex.Place.InEvent(event.seq()), text));
    }
    if (events.size() < AT_ONCE) {
      index.filled(gap.session());
    } else {
      index.filledTo(gap.session(), events.getLast().seq());
    }
  }

  private void addPrompt(Turn turn) {
    index.add(
        turn.session(),
        new SearchIndex.Place.InPrompt(turn.number()),
        masked(turn.session(), turn.prompt()));
  }

  private String masked(SessionId session, String text) {
    return stored
        .sessions()
        .find(session)
        .map(known -> secrets.forProject(known.assignment().project()))
        .orElseGet(secrets::forAnything)
        .redact(text);
  }
}
