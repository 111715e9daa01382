package dev.orch.http.handler;

import dev.orch.api.ProblemType;
import dev.orch.api.project.CreateProject;
import dev.orch.api.project.MoveProject;
import dev.orch.api.project.ProjectView;
import dev.orch.api.project.UpdateProject;
import dev.orch.disk.FileSystemType;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Fields;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Paging;
import dev.orch.http.exchange.SettingsBody;
import dev.orch.project.ProjectMoves;
import dev.orch.project.ProjectService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of projects. */
public final class ProjectsHandler {
  private final ProjectService projects;
  private final ProjectMoves moves;
  private final FileSystemType fileSystems;
  private final Once once;

  /** Over the use cases. */
  public ProjectsHandler(
      ProjectService projects, ProjectMoves moves, FileSystemType fileSystems, Once once) {
    this.projects = projects;
    this.moves = moves;
    this.fileSystems = fileSystems;
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
            SettingsBody.read(body.settings(), ProjectSettings.NONE));
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
            body.name(),
            body.defaultBranch(),
            stored -> SettingsBody.read(body.settings(), stored));
    return once.answer(
        request,
        keep ->
            projects.update(
                before.id(),
                change,
                Caller.actor(request),
                after -> keep.accept(Answers.ok(view(after)))));
  }

  /** Says where its repository is now. */
  public Response move(Request request, MoveProject body) {
    Path path = Fields.absolute("path", body.path());
    return once.answer(
        request,
        keep ->
            moves.move(
                request.id(),
                path,
                Caller.actor(request),
                after -> keep.accept(Answers.ok(view(after)))));
  }

  /** Forgets it. */
  public Response remove(Request request) {
    return once.answer(
        request,
        keep ->
            moves.remove(request.id(), Caller.actor(request), () -> keep.accept(Answers.done())));
  }

  private ProjectView view(Project project) {
    return Wire.project(
        project,
        projects.isAvailable(project),
        fileSystems.findNetwork(project.path()).orElse(null));
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
}
