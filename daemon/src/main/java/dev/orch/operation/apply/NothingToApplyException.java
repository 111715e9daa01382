package dev.orch.operation.apply;

import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.DeletedSession;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.ChangePlan.Direction;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.PathChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** There is no change to take home, or none that was taken. */
public final class NothingToApplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Direction direction;
  private final transient Set<SessionAction> actions;
  private final String hint;

  private NothingToApplyException(Direction direction, Set<SessionAction> actions, String message) {
    this(direction, actions, message, "");
  }

  private NothingToApplyException(
      Direction direction, Set<SessionAction> actions, String message, String hint) {
    super(message);
    this.direction = direction;
    this.actions = actions;
    this.hint = hint;
  }

  static NothingToApplyException onlyReads(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY, actions, "session %s only reads the checkout".formatted(session));
  }

  static NothingToApplyException deleted(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s is deleted".formatted(session),
        DeletedSession.wayBack(session));
  }

  static NothingToApplyException unchanged(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s has changed nothing that the project's HEAD does not have".formatted(session));
  }

  /** With each path that is left out, and why. */
  static NothingToApplyException leftOut(ChangePlan plan, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s has changed nothing but what is left out: %s"
            .formatted(plan.session(), Obstacle.words(plan.leftOut())));
  }

  /** With a path that is not to come, as it was named, and what may have been meant. */
  static NothingToApplyException notAt(ChangePlan plan, String path, Set<SessionAction> actions) {
    List<String> nearest = nearest(path, plan);
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s has changed nothing at %s that could be left out"
            .formatted(plan.session(), path),
        NearestName.question(nearest)
            .orElse("see what there is: orch apply %s --dry-run".formatted(plan.session())));
  }

  /** Of what the plan names and the folders around it: a like name, or the same one elsewhere. */
  private static List<String> nearest(String name, ChangePlan plan) {
    Set<RawPath> known = new TreeSet<>();
    Stream.of(
            plan.needed().stream().map(PathChange::path),
            plan.obstacles().stream().map(Obstacle::path),
            plan.leftOut().stream().map(Obstacle::path))
        .flatMap(paths -> paths)
        .forEach(path -> {
          known.add(path);
          path.parents().forEach(known::add);
        });
    List<String> like = NearestName.of(name, known.stream().map(RawPath::shown).toList());
    String last = name.substring(name.lastIndexOf('/') + 1);
    return like.isEmpty()
        ? known.stream().filter(path -> path.name().equals(last)).map(RawPath::shown).toList()
        : like;
  }

  static NothingToApplyException neverApplied(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.UNDO,
        actions,
        "no change of session %s is in the checkout that could be taken back".formatted(session));
  }

  /** What may be asked of the session instead. */
  public Set<SessionAction> actions() {
    return actions;
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
  }

  /** What was asked for. */
  public Direction direction() {
    return direction;
  }
}
