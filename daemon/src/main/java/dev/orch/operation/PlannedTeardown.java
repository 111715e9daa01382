package dev.orch.operation;

import dev.orch.domain.operation.Count;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.session.Session;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a project wants run in a worktree before that goes, as it stands in plans: a person has
 * agreed to this, whatever the project's settings say by the time it is run.
 *
 * @param script null for none
 */
public record PlannedTeardown(@Nullable Script script) {
  /** Nothing is run. */
  public static final PlannedTeardown NONE = new PlannedTeardown(null);

  /**
   * One to run.
   *
   * @param atMostMs how long it may take
   * @param env names of the variables that the project gives it; no plan holds their values
   * @param envPass names that pass to it although they look like secrets
   */
  public record Script(String text, long atMostMs, List<String> env, List<String> envPass) {
    /** Keeps its own copies. */
    public Script {
      env = List.copyOf(env);
      envPass = List.copyOf(envPass);
    }
  }

  /**
   * As the settings have it now; none where the session's worktree is not there.
   *
   * @param atMost how long a script may take
   */
  public static PlannedTeardown of(Session session, Project project, Duration atMost) {
    ProjectSettings settings = project.settings();
    String text = settings.teardown();
    return text == null || !isReady(session)
        ? NONE
        : new PlannedTeardown(
            new Script(
                text,
                atMost.toMillis(),
                settings.env().keySet().stream().sorted().toList(),
                settings.envPass().stream().sorted().toList()));
  }

  /** Whether its worktree is there and was made ready to work in. */
  static boolean isReady(Session session) {
    return session.place().branch() != null
        && Files.isDirectory(session.place().folder(), LinkOption.NOFOLLOW_LINKS);
  }

  /** How a person is shown it: its first line, and how many more there are. */
  public Optional<Preview.Item> item() {
    return Optional.ofNullable(script)
        .map(planned -> Preview.Item.kept(Preview.Kind.TEARDOWN, shown(planned.text()), 0));
  }

  private static String shown(String text) {
    List<String> lines = text.strip().lines().toList();
    int more = lines.size() - 1;
    return more < 1
        ? text.strip()
        : "%s (and %s)".formatted(lines.getFirst(), Count.of(more, "more line", "more lines"));
  }

  /** All of it that a person agrees to, as text; empty if nothing is run. */
  public String agreed() {
    return script == null ? "" : PlanJson.write(script);
  }

  /** The project as it is now, but with nothing set for the script that was not planned. */
  Project in(Project now) {
    ProjectSettings settings = now.settings();
    Map<String, String> env = new HashMap<>(settings.env());
    List<String> envPass = settings.envPass();
    @Nullable String text = null;
    if (script != null) {
      env.keySet().retainAll(script.env());
      envPass = script.envPass();
      text = script.text();
    }
    ProjectSettings planned =
        new ProjectSettings(
            env,
            envPass,
            settings.include(),
            settings.setup(),
            text,
            settings.maxSessions(),
            settings.autoResume(),
            settings.worktreeRoot(),
            settings.branchTemplate());
    return now.with(now.name(), now.defaultBranch(), planned, now.updatedAt());
  }

  /** How long it may take. */
  Duration atMost() {
    return script == null ? Duration.ZERO : Duration.ofMillis(script.atMostMs());
  }
}
