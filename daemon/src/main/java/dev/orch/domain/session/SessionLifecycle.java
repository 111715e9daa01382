package dev.orch.domain.session;

import static dev.orch.domain.session.SessionState.ARCHIVED;
import static dev.orch.domain.session.SessionState.COMPLETED;
import static dev.orch.domain.session.SessionState.CREATED;
import static dev.orch.domain.session.SessionState.DELETED;
import static dev.orch.domain.session.SessionState.FAILED;
import static dev.orch.domain.session.SessionState.RUNNING;
import static dev.orch.domain.session.SessionState.STOPPED;
import static dev.orch.domain.session.SessionState.WAITING_FOR_USER;
import static dev.orch.domain.session.SessionTrigger.AGENT_ASKED;
import static dev.orch.domain.session.SessionTrigger.AGENT_BLOCKED;
import static dev.orch.domain.session.SessionTrigger.AGENT_CONTINUED;
import static dev.orch.domain.session.SessionTrigger.AGENT_FAILED;
import static dev.orch.domain.session.SessionTrigger.AGENT_FINISHED;
import static dev.orch.domain.session.SessionTrigger.ARCHIVE;
import static dev.orch.domain.session.SessionTrigger.DELETE;
import static dev.orch.domain.session.SessionTrigger.FOLLOW_UP;
import static dev.orch.domain.session.SessionTrigger.LAUNCHED;
import static dev.orch.domain.session.SessionTrigger.LAUNCH_FAILED;
import static dev.orch.domain.session.SessionTrigger.RESUME;
import static dev.orch.domain.session.SessionTrigger.STOP;
import static dev.orch.domain.session.SessionTrigger.UNARCHIVE;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table that decides what may happen to a session. Buttons, completion, refusals and the
 * diagram in the docs are derived from it; no other place asks for a state to decide what is
 * allowed.
 */
public final class SessionLifecycle {

  /** One row. {@code UNARCHIVE} goes back to where the session was archived from instead. */
  public record Step(SessionState from, SessionTrigger trigger, SessionState to) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(CREATED, LAUNCHED, RUNNING),
          new Step(CREATED, LAUNCH_FAILED, FAILED),
          new Step(CREATED, AGENT_BLOCKED, WAITING_FOR_USER),
          new Step(CREATED, STOP, STOPPED),
          new Step(CREATED, FOLLOW_UP, CREATED),
          new Step(RUNNING, AGENT_ASKED, WAITING_FOR_USER),
          new Step(RUNNING, AGENT_BLOCKED, WAITING_FOR_USER),
          new Step(RUNNING, AGENT_FINISHED, COMPLETED),
          new Step(RUNNING, AGENT_FAILED, FAILED),
          new Step(RUNNING, STOP, STOPPED),
          new Step(RUNNING, FOLLOW_UP, RUNNING),
          new Step(WAITING_FOR_USER, AGENT_ASKED, WAITING_FOR_USER),
          new Step(WAITING_FOR_USER, AGENT_CONTINUED, RUNNING),
          new Step(WAITING_FOR_USER, FOLLOW_UP, RUNNING),
          new Step(WAITING_FOR_USER, RESUME, RUNNING),
          new Step(WAITING_FOR_USER, AGENT_FINISHED, WAITING_FOR_USER),
          new Step(WAITING_FOR_USER, AGENT_FAILED, FAILED),
          new Step(WAITING_FOR_USER, STOP, STOPPED),
          new Step(COMPLETED, FOLLOW_UP, RUNNING),
          new Step(COMPLETED, ARCHIVE, ARCHIVED),
          new Step(COMPLETED, DELETE, DELETED),
          new Step(FAILED, RESUME, RUNNING),
          new Step(FAILED, FOLLOW_UP, RUNNING),
          new Step(FAILED, ARCHIVE, ARCHIVED),
          new Step(FAILED, DELETE, DELETED),
          new Step(STOPPED, RESUME, RUNNING),
          new Step(STOPPED, FOLLOW_UP, RUNNING),
          new Step(STOPPED, ARCHIVE, ARCHIVED),
          new Step(STOPPED, DELETE, DELETED),
          new Step(ARCHIVED, UNARCHIVE, COMPLETED),
          new Step(ARCHIVED, DELETE, DELETED));

  private static final Map<SessionState, Map<SessionTrigger, SessionState>> TABLE = index(STEPS);

  /** Requests that have a route so far; one without is in the table and is not offered. */
  private static final Map<SessionTrigger, SessionAction> SERVED =
      Map.of(
          STOP, SessionAction.STOP,
          FOLLOW_UP, SessionAction.FOLLOW_UP,
          RESUME, SessionAction.RESUME,
          ARCHIVE, SessionAction.ARCHIVE,
          UNARCHIVE, SessionAction.UNARCHIVE,
          DELETE, SessionAction.DELETE);

  /** What a user may ask for in each state, as the table has it. */
  private static final Map<SessionState, Set<SessionAction>> REQUESTS = requests(STEPS);

  private SessionLifecycle() {}

  /** All rows, in the order of the page that they were agreed on. */
  public static List<Step> steps() {
    return STEPS;
  }

  /** Where the trigger leads from this state, if there is a row. */
  public static Optional<SessionState> next(SessionState from, SessionTrigger trigger) {
    return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(trigger));
  }

  /** Whether nothing of the session runs or waits any more: only a user moves it on. */
  public static boolean hasEnded(SessionState state) {
    return TABLE.getOrDefault(state, Map.of()).keySet().stream()
        .allMatch(SessionTrigger::isRequest);
  }

  /**
   * What a user may do in this state: the table's requests, {@code answer} while a request is open,
   * and no {@code resume} then.
   *
   * @param openRequests how many input requests are open
   */
  public static Set<SessionAction> actions(SessionState state, int openRequests) {
    Set<SessionAction> actions = EnumSet.noneOf(SessionAction.class);
    actions.addAll(REQUESTS.getOrDefault(state, Set.of()));
    if (openRequests > 0) {
      actions.add(SessionAction.ANSWER);
      actions.remove(SessionAction.RESUME);
    }
    return actions;
  }

  /**
   * What decides, beside its state, what may be done with a session.
   *
   * @param openRequests how many input requests are open
   * @param queued whether it waits for a place
   * @param released whether its worktree was given up
   * @param bare whether its project has no checkout
   */
  public record Circumstances(int openRequests, boolean queued, boolean released, boolean bare) {}

  /**
   * What a user may do with the session: what its state allows; {@code stop} where it waits for a
   * place, whatever its state is; where it has ended, {@code apply} if it changed something that
   * there is a checkout for and {@code release} if its worktree is there.
   */
  public static Set<SessionAction> actions(Session session, Circumstances now) {
    Set<SessionAction> actions = actions(session.state(), now.openRequests());
    if (now.queued()) {
      actions.add(SessionAction.STOP);
    }
    if (isAtRest(session.state()) && session.hasChange() && !now.bare()) {
      actions.add(SessionAction.APPLY);
    }
    if (isAtRest(session.state()) && session.place().hasWorktree() && !now.released()) {
      actions.add(SessionAction.RELEASE);
    }
    return actions;
  }

  /** Whether it has ended and is there still, so that its files may be worked on. */
  public static boolean isAtRest(SessionState state) {
    return next(state, DELETE).isPresent();
  }

  private static Map<SessionState, Set<SessionAction>> requests(List<Step> steps) {
    Map<SessionState, Set<SessionAction>> requests = new HashMap<>();
    for (Step step : steps) {
      SessionAction served = SERVED.get(step.trigger());
      if (served != null) {
        requests.computeIfAbsent(step.from(), _ -> EnumSet.noneOf(SessionAction.class)).add(served);
      }
    }
    return requests;
  }

  private static Map<SessionState, Map<SessionTrigger, SessionState>> index(List<Step> steps) {
    Map<SessionState, Map<SessionTrigger, SessionState>> table = new HashMap<>();
    for (Step step : steps) {
      SessionState before =
          table.computeIfAbsent(step.from(), _ -> new HashMap<>()).put(step.trigger(), step.to());
      if (before != null) {
        throw new IllegalStateException("two rows for " + step.from() + " " + step.trigger());
      }
    }
    return table;
  }
}
