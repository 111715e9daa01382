package dev.orch.http.exchange;

import dev.orch.api.Change;
import dev.orch.api.ProblemType;
import dev.orch.api.project.Policy;
import dev.orch.api.project.ProjectView;
import dev.orch.api.project.Sandbox;
import dev.orch.api.project.SettingsChange;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.event.Redactor;
import dev.orch.http.RequestRefusedException;
import dev.orch.turn.AgentVariables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of a project as they are sent and shown. */
public final class SettingsBody {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SettingsBody() {}

  /** As they are shown: of {@code env} the names only, for what is short or plain is a key too. */
  public static ProjectView.Settings view(ProjectSettings settings) {
    Path root = settings.worktreeRoot();
    return new ProjectView.Settings(
        settings.include(),
        settings.setup(),
        settings.teardown(),
        settings.env().keySet().stream()
            .collect(Collectors.toMap(name -> name, _ -> Redactor.MASK)),
        settings.envPass(),
        settings.maxSessions(),
        false,
        new Policy(Policy.Mode.ASK, null),
        Sandbox.NONE,
        root == null ? null : root.toString(),
        settings.branches().text());
  }

  /**
   * What becomes of the stored ones.
   *
   * @throws RequestRefusedException with the setting that is wrong by itself, or would have no
   *     effect in this version
   */
  public static ProjectSettings read(@Nullable SettingsChange change, ProjectSettings before) {
    if (change == null) {
      return before;
    }
    refuseWithoutEffect(change);
    String root = changed(change.worktreeRoot(), text(before.worktreeRoot()));
    ProjectSettings after =
        new ProjectSettings(
            unmasked(changed(change.env(), before.env(), Map.of()), before.env()),
            changed(change.envPass(), before.envPass(), List.of()),
            changed(change.include(), before.include(), List.of()),
            script("setup", changed(change.setup(), before.setup())),
            script("teardown", changed(change.teardown(), before.teardown())),
            changed(change.maxSessions(), before.maxSessions()),
            changed(change.autoResume(), before.autoResume()),
            root == null ? null : Fields.absolute("settings.worktree_root", root),
            changed(change.branchTemplate(), before.branchTemplate()));
    after.env().keySet().forEach(name -> requireVariable("settings.env", name));
    after.envPass().forEach(name -> requireVariable("settings.env_pass", name));
    after.env().forEach(SettingsBody::requireNoNul);
    return after;
  }

  private static @Nullable String text(@Nullable Path path) {
    return path == null ? null : path.toString();
  }

  /** What is the default, or as things are without it, is taken. */
  private static void refuseWithoutEffect(SettingsChange change) {
    Policy policy = changed(change.policy(), null);
    if (policy != null && (policy.mode() != Policy.Mode.ASK || policy.until() != null)) {
      throw unavailable("settings.policy", "ask", "agents ask, and no date ends that");
    }
    Sandbox sandbox = changed(change.sandbox(), null);
    if (sandbox != null && sandbox != Sandbox.NONE) {
      throw unavailable("settings.sandbox", "none", "there is none");
    }
    if (Boolean.TRUE.equals(changed(change.autoResume(), null))) {
      throw unavailable(
          "settings.auto_resume", "false", "what waits for a limit is resumed by you");
    }
  }

  /** {@code only}: the one value that it can have. */
  private static RequestRefusedException unavailable(String field, String only, String now) {
    return new RequestRefusedException(
        ProblemType.NOT_AVAILABLE_YET,
        "%s can be nothing but %s in this version: %s".formatted(field, only, now),
        Map.of("field", field, "known", List.of(only)));
  }

  private static @Nullable String script(String name, @Nullable String script) {
    if (script != null && (script.isBlank() || script.indexOf('\0') >= 0)) {
      throw Fields.invalid("settings." + name, "must be a script for /bin/sh; null means none");
    }
    Fields.requireShort("settings." + name, script);
    return script;
  }

  /** Who sends back what was shown leaves the value as it is. */
  private static Map<String, String> unmasked(
      Map<String, String> given, Map<String, String> before) {
    Map<String, String> values = new HashMap<>(given);
    values.replaceAll((name, value) -> {
      if (!value.equals(Redactor.MASK)) {
        return value;
      }
      if (!before.containsKey(name)) {
        throw Fields.invalid(
            "settings.env." + name, "is %s, and there is no value to keep".formatted(value));
      }
      return Objects.requireNonNull(before.get(name));
    });
    return values;
  }

  private static <T> T changed(Change<T> change, T before, T usual) {
    return Objects.requireNonNullElse(changed(change, before), usual);
  }

  private static <T> @Nullable T changed(Change<T> change, @Nullable T before) {
    return switch (change) {
      case Change.Keep<T> _ -> before;
      case Change.To<T> to -> to.value();
    };
  }

  private static void requireVariable(String field, String name) {
    if (!VARIABLE.matcher(name).matches()) {
      throw Fields.invalid(field, "cannot hold a variable called \"%s\"".formatted(name));
    }
    if (AgentVariables.isReserved(name)) {
      throw Fields.invalid(
          field,
          "cannot hold %s: orch sets ORCH_… itself, and git must find the session's worktree"
              .formatted(name));
    }
  }

  private static void requireNoNul(String name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw Fields.invalid("settings.env." + name, "must not hold a NUL character");
    }
  }
}
