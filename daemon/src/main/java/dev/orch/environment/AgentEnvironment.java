package dev.orch.environment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Composes the environment of one agent's process: what works in the user's terminal works in a
 * session, and nothing goes to an agent that is not for it.
 */
public final class AgentEnvironment {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final UserEnvironment user;

  /** Asks nothing yet. */
  public AgentEnvironment(UserEnvironment user) {
    this.user = user;
  }

  /**
   * Whose variables are whose; a trailing {@code *} stands for any rest.
   *
   * @param own belong to this agent, and pass although they may look like secrets
   * @param ofOthers belong to other agents; what is in {@code own} too is this agent's
   * @param marks of any agent, for what it starts itself; pass to nobody
   * @param quiet set unless the user set them
   */
  public record Names(
      List<String> own, List<String> ofOthers, List<String> marks, Map<String, String> quiet) {}

  /**
   * What is added for one project and one run.
   *
   * @param project the project's variables; none of our own names
   * @param pass names that pass although they look like secrets or belong to another agent
   * @param run set last: {@code ORCH_SESSION_ID} and the like
   * @param stay where the run is to stay; null for a run outside of any project
   */
  public record Added(
      Map<String, String> project,
      List<String> pass,
      Map<String, String> run,
      @Nullable Stay stay) {
    /** Nothing. */
    public static final Added NOTHING = new Added(Map.of(), List.of(), Map.of(), null);
  }

  /**
   * A worktree or checkout that a run is to stay in.
   *
   * @param folder absolute
   * @param scratch a folder of the run's own, where a link is made if git needs one to be confined
   */
  public record Stay(Path folder, Path scratch) {}

  /**
   * A composed environment.
   *
   * @param variables complete
   * @param passed names of the user's that are in it, sorted
   * @param heldBack names of the user's that are not, sorted
   */
  public record Composed(
      Map<String, String> variables, List<String> passed, List<String> heldBack) {

    /** Without a value: they may be secret. */
    @Override
    public String toString() {
      return "Composed[passed=" + passed + ", heldBack=" + heldBack + "]";
    }
  }

  /**
   * Whether no agent gets a variable of this name from a project or a user: it is ours, or it would
   * lead git into another repository.
   */
  public static boolean isReserved(String name) {
    return NamePatterns.OURS.match(name) || NamePatterns.OF_ONE_REPOSITORY.match(name);
  }

  /**
   * Composes it. Waits for the login shell if it has not answered yet.
   *
   * @throws dev.orch.runtime.LaunchFailedException if the run cannot be confined to its folder
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public Composed compose(Names names, Added added) throws InterruptedException {
    Rule rule =
        new Rule(
            new NamePatterns(names.own()),
            new NamePatterns(names.ofOthers()),
            new NamePatterns(names.marks()),
            new NamePatterns(added.pass()));
    Map<String, String> variables = new TreeMap<>();
    UserEnvironment.Snapshot now = user.now();
    TreeSet<String> heldBack = new TreeSet<>(now.leftInTheTerminal());
    now.variables()
        .forEach((name, value) -> {
          if (rule.passes(name)) {
            variables.put(name, value);
          } else {
            heldBack.add(name);
          }
        });
    List<String> passed = List.copyOf(variables.keySet());
    names.quiet().forEach(variables::putIfAbsent);
    Map<String, String> ofProject = new HashMap<>(added.project());
    ofProject.keySet().removeIf(AgentEnvironment::isReserved);
    variables.putAll(ofProject);
    variables.putAll(added.run());
    if (added.stay() != null) {
      ConfinedGit.confine(variables, added.stay());
    }
    return new Composed(Map.copyOf(variables), passed, List.copyOf(heldBack));
  }

  private record Rule(
      NamePatterns own, NamePatterns ofOthers, NamePatterns marks, NamePatterns pass) {

    boolean passes(String name) {
      if (!NAME.matcher(name).matches() || isReserved(name) || marks.match(name)) {
        return false;
      }
      return own.match(name)
          || pass.match(name)
          || !(ofOthers.match(name) || NamePatterns.SECRET.match(name));
    }
  }
}
