package dev.orch.worktree.checkout;

import dev.orch.domain.operation.Sha256;
import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an apply or its undo does to a checkout, path by path.
 *
 * @param changes in the order of their paths; those that an earlier apply wrote are among them,
 *     whether there is something to do or not
 * @param folders what stood, before the session's first apply, where the way to a change leads
 * @param obstacles while there is one nothing is done
 * @param leftOut what of the session's work the plan does not take along
 * @param except what was not to come, as it was named: {@link SessionChange#except}
 */
public record ChangePlan(
    SessionId session,
    Direction direction,
    List<PathChange> changes,
    SortedMap<RawPath, PathState> folders,
    List<Obstacle> obstacles,
    List<Obstacle> leftOut,
    SortedSet<String> except) {

  /** Begins a line that plans had once, and that is nothing to execute. */
  public static final String EARLIER = "own";

  /** Which way. */
  public enum Direction {
    APPLY,
    UNDO
  }

  /** Nobody can change what is in it. */
  public ChangePlan {
    changes = List.copyOf(changes);
    folders = Collections.unmodifiableSortedMap(new TreeMap<>(folders));
    obstacles = List.copyOf(obstacles);
    leftOut = List.copyOf(leftOut);
    except = Collections.unmodifiableSortedSet(new TreeSet<>(except));
  }

  /** What remains to be done. */
  public List<PathChange> needed() {
    return changes.stream().filter(PathChange::isNeeded).toList();
  }

  /** Whether something is home that only an apply, be it of nothing else, counts so for good. */
  public boolean tellsWhatIsHome() {
    return leftOut.stream().anyMatch(Obstacle::isHome);
  }

  /**
   * Agrees to the same plan alone.
   *
   * @throws PlanOutdatedException if it is another by now
   */
  public void requireSame(ChangePlan now) {
    if (!hash().equals(now.hash())) {
      throw new PlanOutdatedException(now);
    }
  }

  /** By what a person agrees to it: it changes with anything in the plan. */
  public String hash() {
    Sha256 digest = Sha256.begin().with(bytes(text()));
    for (Obstacle obstacle : obstacles) {
      digest.with(bytes("\nobstacle " + obstacle.path().hex() + " " + obstacle.why()));
    }
    return digest.hex();
  }

  /** Whether it leaves the same behind at each path, however much of that is there already. */
  public boolean hasSameEnd(ChangePlan other) {
    return ends().equals(other.ends()) && missing().equals(other.missing());
  }

  /** What is home already is counted so from the first apply on. */
  private List<Obstacle> missing() {
    return leftOut.stream().filter(one -> !one.isHome()).toList();
  }

  private Map<RawPath, PathState> ends() {
    return changes.stream().collect(Collectors.toMap(PathChange::path, PathChange::next));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** All that executing it needs, a line for each thing, to be {@linkplain #parse read} again. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(direction + " " + session);
    for (PathChange change : changes) {
      lines.add(
          String.join(
              " ",
              "change",
              change.path().hex(),
              change.original().word(),
              change.old().word(),
              change.next().word()));
    }
    folders.forEach((path, state) -> lines.add("folder " + path.hex() + " " + state.word()));
    leftOut.forEach(one -> lines.add("left-out " + one.path().hex() + " " + one.why()));
    except.forEach(name -> lines.add("except " + RawPath.of(name).hex()));
    return String.join("\n", lines);
  }

  /**
   * A plan without obstacles that {@link #text} has written.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ChangePlan parse(String text) {
    List<String> lines = text.lines().toList();
    String[] head = lines.getFirst().split(" ", 2);
    List<PathChange> changes = new ArrayList<>();
    SortedMap<RawPath, PathState> folders = new TreeMap<>();
    List<Obstacle> leftOut = new ArrayList<>();
    SortedSet<String> except = new TreeSet<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ", -1);
      RawPath path = RawPath.ofHex(words[1]);
      switch (words[0]) {
        case "change" ->
            changes.add(
                new PathChange(
                    path,
                    PathState.parse(words[2]),
                    PathState.parse(words[3]),
                    PathState.parse(words[4])));
        case "folder" -> folders.put(path, PathState.parse(words[2]));
        case "left-out" -> leftOut.add(new Obstacle(path, Obstacle.Why.valueOf(words[2])));
        case "except" -> except.add(path.shown());
        case EARLIER -> {}
        default -> throw new IllegalArgumentException("no line of a plan: " + line);
      }
    }
    return new ChangePlan(
        new SessionId(head[1]),
        Direction.valueOf(head[0]),
        changes,
        folders,
        List.of(),
        leftOut,
        except);
  }
}
