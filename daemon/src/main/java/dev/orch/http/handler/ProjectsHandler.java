package dev.orch.http.handler;

import dev.orch.api.Change;
import dev.orch.api.ProblemType;
import dev.orch.api.project.CreateProject;
import dev.orch.api.project.ProjectView;
import dev.orch.api.project.SettingsChange;
import dev.orch.api.project.UpdateProject;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.event.Redactor;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.project.ProjectService;
import dev.orch.turn.AgentVariables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routes of projects. */
public final class ProjectsHandler {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final ProjectService projects;
  private final Once once;

  /** Over the use case. */
  public ProjectsHandler(ProjectService projects, Once once) {
    this.projects = projects;
    this.once = once;
  }

  /** All of them, newest first. */
  public Response list(Request request) {
    return Answers.ok(Paging.page(request, projects.list(Paging.wanted(request)), this::view));
  }

  /** One, by id, slug or the beginning of an id. */
  public Response show(Request request) {
    return Answers.ok(view(projects.require(request.id())));
  }

  /** One, by nothing but its slug. */
  public Response showBySlug(Request request) {
    String slug = request.name("slug");
    Project project = projects.require(slug);
    if (!project.slug().value().equals(slug)) {
      throw new NotFoundException(NotFoundException.Thing.PROJECT, slug, List.of());
    }
    return Answers.ok(view(project));
  }

  /** Registers a repository. */
  public Response create(Request request, CreateProject body) {
    Fields.requireName("name", body.name());
    ProjectService.Registration wanted =
        new ProjectService.Registration(
            Fields.absolute("path", body.path()),
            slug(body.slug()),
            body.name(),
            body.defaultBranch(),
            settings(body.settings(), ProjectSettings.NONE));
    return once.answer(
        request,
        keep ->
            projects.register(
                wanted,
                Caller.actor(request),
                made -> keep.accept(Answers.created(request, made.id().value(), view(made)))));
  }

  /** Changes name, default branch or settings. */
  public Response update(Request request, UpdateProject body) {
    Project before = projects.require(request.id());
    Fields.requireName("name", body.name());
    requireSame("slug", body.slug(), before.slug().value());
    requireSame("path", body.path(), before.path().toString());
    ProjectService.Change change =
        new ProjectService.Change(
            body.name(), body.defaultBranch(), stored -> settings(body.settings(), stored));
    return once.answer(
        request,
        keep ->
            projects.update(
                before.id(),
                change,
                Caller.actor(request),
                after -> keep.accept(Answers.ok(view(after)))));
  }

  private ProjectView view(Project project) {
    return Wire.project(project, projects.isAvailable(project));
  }

  private static @Nullable Slug slug(@Nullable String given) {
    if (given != null && !Slug.isSlug(given)) {
      throw new RequestRefusedException(
          ProblemType.INVALID_SLUG, "\"%s\" cannot be a slug".formatted(given));
    }
    return given == null ? null : new Slug(given);
  }

  private static void requireSame(String field, @Nullable String given, String fixed) {
    if (given != null && !given.equals(fixed)) {
      throw new RequestRefusedException(
          ProblemType.FIXED_FIELD,
          "%s stays \"%s\"".formatted(field, fixed),
          Map.of("field", field));
    }
  }

  private static ProjectSettings settings(@Nullable SettingsChange change, ProjectSettings before) {
    if (change == null) {
      return before;
    }
    ProjectSettings after =
        new ProjectSettings(
            unmasked(changed(change.env(), before.env(), Map.of()), before.env()),
            changed(change.envPass(), before.envPass(), List.of()));
    after.env().keySet().forEach(name -> requireVariable("settings.env", name));
    after.envPass().forEach(name -> requireVariable("settings.env_pass", name));
    after.env().forEach(ProjectsHandler::requireNoNul);
    return after;
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
    return switch (change) {
      case Change.Keep<T> _ -> before;
      case Change.To<T> to -> Objects.requireNonNullElse(to.value(), usual);
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
