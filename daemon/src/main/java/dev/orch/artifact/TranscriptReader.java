package dev.orch.artifact;

import dev.orch.api.event.TranscriptEntry;
import dev.orch.domain.event.Event;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.event.Redactor;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import dev.orch.store.TurnStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conversation of a session from its events, part by part, as far as it has come: what
 * the transcripts of its turns will hold. Any thread may call it.
 */
public final class TranscriptReader {
  private static final int LEAST_AT_ONCE = 50;

  private final EventLog log;
  private final TurnStore turns;

  /** Reads these and changes nothing. */
  public TranscriptReader(EventLog log, TurnStore turns) {
    this.log = log;
    this.turns = turns;
  }

  /**
   * Some entries, ascending.
   *
   * @param next behind which sequence number more may stand; empty at the end
   */
  public record Part(List<TranscriptEntry> entries, OptionalLong next) {
    /** Keeps its own copy. */
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /**
   * What stands behind a place.
   *
   * @param turn only what is of this turn; null for all of the session
   * @param after a sequence number, exclusive; 0 for the beginning
   * @param limit at most so many; but what one event adds, two entries at most, is not torn apart
   * @param redactor for prompts, which are stored as they are
   */
  public Part read(
      SessionId session, @Nullable Integer turn, long after, int limit, Redactor redactor) {
    EventFilter wanted = EventFilter.of(session, turn);
    Prompts prompts = new Prompts(session, redactor);
    List<TranscriptEntry> entries = new ArrayList<>();
    long place = after;
    int atOnce = Math.max(limit, LEAST_AT_ONCE);
    List<Event> events = log.read(wanted, place, Long.MAX_VALUE, atOnce);
    while (!events.isEmpty()) {
      for (Event event : events) {
        List<TranscriptEntry> added = prompts.entries(event);
        if (!entries.isEmpty() && entries.size() + added.size() > limit) {
          return new Part(entries, OptionalLong.of(place));
        }
        entries.addAll(added);
        place = event.seq();
      }
      events = events.size() < atOnce ? List.of() : log.read(wanted, place, Long.MAX_VALUE, atOnce);
    }
    return new Part(entries, OptionalLong.empty());
  }

  /** Knows where the turns of a session begin, as far as one reading gets to see. */
  private final class Prompts {
    private final SessionId session;
    private final Redactor redactor;
    private final Set<Integer> begun = new HashSet<>();

    Prompts(SessionId session, Redactor redactor) {
      this.session = session;
      this.redactor = redactor;
    }

    List<TranscriptEntry> entries(Event event) {
      return promptBefore(event)
          .map(prompt -> Transcript.entries(event, redactor.redact(prompt)))
          .orElseGet(() -> Transcript.entries(event));
    }

    /** The turns' events may stand among each other: one begins before the other is wound up. */
    private Optional<String> promptBefore(Event event) {
      int turn = event.fact().turn();
      if (!begun.add(turn)
          || !log.readBefore(EventFilter.of(session, turn), event.seq(), 1).isEmpty()) {
        return Optional.empty();
      }
      return turns.find(session, turn).map(Turn::prompt);
    }
  }
}
