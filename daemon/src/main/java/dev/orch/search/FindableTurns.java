package dev.orch.search;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.store.TurnStore;
import dev.orch.store.search.SearchIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Turns whose prompts can be found from the commit on that keeps them. */
final class FindableTurns implements TurnStore {
  private final TurnStore turns;
  private final SearchIndex index;
  private final BiFunction<SessionId, String, String> masked;

  /**
   * Over these.
   *
   * @param masked takes the secrets out of a text of a session
   */
  FindableTurns(TurnStore turns, SearchIndex index, BiFunction<SessionId, String, String> masked) {
    this.turns = turns;
    this.index = index;
    this.masked = masked;
  }

  @Override
  public void insert(Turn turn) {
    turns.insert(turn);
    index.add(
        turn.session(),
        new SearchIndex.Place.InPrompt(turn.number()),
        masked.apply(turn.session(), turn.prompt()));
  }

  @Override
  public Optional<Turn> find(SessionId session, int number) {
    return turns.find(session, number);
  }

  @Override
  public Optional<Turn> findLatest(SessionId session) {
    return turns.findLatest(session);
  }

  @Override
  public List<Turn> list(SessionId session) {
    return turns.list(session);
  }

  @Override
  public List<Turn> list(SessionId session, long after, int limit) {
    return turns.list(session, after, limit);
  }

  @Override
  public List<SessionId> listSessionsWithOpenTurn() {
    return turns.listSessionsWithOpenTurn();
  }

  @Override
  public boolean hasOpen(SessionId session) {
    return turns.hasOpen(session);
  }

  @Override
  public Optional<Turn.Stop> findStop(SessionId session) {
    return turns.findStop(session);
  }

  @Override
  public void saveLaunch(SessionId session, int number, Turn.Launch launch) {
    turns.saveLaunch(session, number, launch);
  }

  @Override
  public void requestStop(SessionId session, int number, Reason reason, Instant at) {
    turns.requestStop(session, number, reason, at);
  }

  @Override
  public void saveRung(SessionId session, int number, StopRung rung, Instant at) {
    turns.saveRung(session, number, rung, at);
  }

  @Override
  public Optional<StopRung> findRung(SessionId session, int number) {
    return turns.findRung(session, number);
  }

  @Override
  public void finish(SessionId session, int number, Turn.End end) {
    turns.finish(session, number, end);
  }
}
