package dev.orch.domain.schedule;

import dev.orch.domain.event.Actor;
import dev.orch.domain.session.TurnKind;

/**
 * What a session waits for a place to do: begin a turn.
 *
 * @param kind of that turn
 * @param actor who asked for it first
 */
public record Wish(TurnKind kind, Ground ground, Actor actor) {

  /** What it stands and falls with. */
  public enum Ground {
    /** Nothing but what takes any session out of the queue. */
    ITSELF,
    /** Messages that are kept: with the last one that is withdrawn there is nothing to do. */
    MESSAGES
  }

  /** To begin the first turn. */
  public static Wish start(Actor actor) {
    return new Wish(TurnKind.START, Ground.ITSELF, actor);
  }

  /** To deliver answers whose process has ended. */
  public static Wish answer(Actor actor) {
    return new Wish(TurnKind.ANSWER, Ground.ITSELF, actor);
  }

  /** To deliver what is kept. */
  public static Wish followUp(Actor actor) {
    return new Wish(TurnKind.FOLLOW_UP, Ground.MESSAGES, actor);
  }

  /** To go on, with what is kept or without. */
  public static Wish resume(Actor actor) {
    return new Wish(TurnKind.RESUME, Ground.ITSELF, actor);
  }

  /** To go on with a message that is kept. */
  public static Wish resumeSaying(Actor actor) {
    return new Wish(TurnKind.RESUME, Ground.MESSAGES, actor);
  }

  /** The one entry of a session that wants this, and then something else too. */
  public Wish joinedBy(Wish later) {
    return later.ground == Ground.ITSELF ? new Wish(kind, Ground.ITSELF, actor) : this;
  }
}
