package dev.orch.project;

import dev.orch.api.event.ProjectPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Page;
import dev.orch.store.SessionStore;
import dev.orch.store.Stores;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows projects whose repository was moved, and forgets those that are not wanted any more. */
public final class ProjectMoves {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectMoves.class);
  private static final Set<SessionState> LIVE =
      Set.of(SessionState.CREATED, SessionState.RUNNING, SessionState.WAITING_FOR_USER);

  private final ProjectService projects;
  private final Stores stores;
  private final Worktrees worktrees;
  private final RuntimeFolder runtimeFolder;
  private final Consumer<SessionId> removeOutput;
  private final InstantSource clock;

  /**
   * With everything that it calls.
   *
   * @param removeOutput removes the raw output of a session that nothing is remembered of any more
   */
  public ProjectMoves(
      ProjectService projects,
      Stores stores,
      Worktrees worktrees,
      RuntimeFolder runtimeFolder,
      Consumer<SessionId> removeOutput,
      InstantSource clock) {
    this.projects = projects;
    this.stores = stores;
    this.worktrees = worktrees;
    this.runtimeFolder = runtimeFolder;
    this.removeOutput = removeOutput;
    this.clock = clock;
  }

  /**
   * Takes the path as where the project's repository is now, with the recorded paths in it, and
   * joins its worktrees to it again. Called again it only joins them; what could not be joined is
   * by the next turn.
   *
   * @param withCommit called inside the commit with what is stored
   * @throws dev.orch.domain.project.NotFoundException if there is no such project
   * @throws dev.orch.domain.project.RepositoryRefusedException if the path cannot be a project
   * @throws AnotherRepositoryException if it is another repository, a copy, or bare where the
   *     project is not
   * @throws dev.orch.domain.project.RepositoryUnreadableException if git cannot tell what it is, or
   *     what is in its old place
   * @throws ProjectExistsException if it is another project
   * @throws ProjectBusyException if a turn of it is open, or an operation: one whose plan names
   *     places (a delete, a restore) in any case, another while the repository is where it was.
   *     Those that lost it go on at the new path
   */
  public Project move(String named, Path path, Actor actor, Consumer<Project> withCommit) {
    Project before = projects.require(named);
    Repository repository = ProjectService.reading(path, () -> worktrees.open(path));
    worktrees.requireRuntimeFolder(repository, runtimeFolder);
    List<Session> sessions = sessions(before.id(), Set.of());
    requireSame(before, repository, sessions);
    Project after =
        stores
            .transactions()
            .write(() -> {
              requireNoOpenTurn(before);
              boolean isThere = ProjectService.repository(before).isThere();
              requireNoOpenOperation(before, open -> isThere || namesPlaces(open));
              Project moved = replace(before, repository, actor);
              withCommit.accept(moved);
              return moved;
            });
    joinWorktrees(repository, sessions(before.id(), Set.of()));
    joinOthers(repository, after);
    return after;
  }

  private void requireSame(Project project, Repository found, List<Session> sessions) {
    if (found.isBare() != project.isBare()) {
      throw new AnotherRepositoryException(
          found.isBare()
              ? "%s is bare, and \"%s\" has a checkout: name that"
                  .formatted(found.path(), project.slug())
              : "%s is a checkout, and \"%s\" is bare: name the bare repository"
                  .formatted(found.path(), project.slug()));
    }
    if (found.commonGitDir().equals(project.commonGitDir())) {
      return;
    }
    Traces traces = new Traces(stores, worktrees);
    Repository before = ProjectService.repository(project);
    // Another one may have been put in its place since.
    if (before.isThere() && traces.findMissing(project, sessions, before).isEmpty()) {
      throw new AnotherRepositoryException(
          "the repository of \"%s\" is still at %s; %s is a copy of it or another one. If another one has taken that place, move that away first"
              .formatted(project.slug(), project.path(), found.path()));
    }
    traces
        .findMissing(project, sessions, found)
        .ifPresent(missing -> {
          throw new AnotherRepositoryException(
              "%s has none of the %s".formatted(found.path(), missing));
        });
  }

  private Project replace(Project before, Repository found, Actor actor) {
    stores
        .projects()
        .findByCommonGitDir(found.commonGitDir())
        .filter(known -> !known.id().equals(before.id()))
        .ifPresent(known -> {
          throw new ProjectExistsException(known);
        });
    Project after = before.movedTo(found.path(), found.commonGitDir(), clock.instant());
    stores.projects().move(after, before.path());
    append(
        EventType.PROJECT_UPDATED,
        after,
        actor,
        new ProjectPayload.Updated(after.slug().value(), List.of("path")));
    return after;
  }

  private void joinWorktrees(Repository repository, List<Session> sessions) {
    for (Session session : sessions) {
      Path folder = session.place().folder();
      if (session.place().isWorktree() && Files.isDirectory(folder)) {
        try {
          worktrees.repair(repository, List.of(folder));
        } catch (WorktreeFailedException _) {
          // The next turn finds out what it is, and says so.
        }
      }
    }
  }

  /** Those that were had back from the trash, and of which no session tells any more. */
  private void joinOthers(Repository repository, Project project) {
    Stream<Path> folders =
        Stream.of(runtimeFolder.worktrees(project), runtimeFolder.worktreesInside(project));
    for (Path folder : folders.distinct().toList()) {
      try {
        List<Path> moved = worktrees.listMoved(repository, folder);
        if (!moved.isEmpty()) {
          worktrees.repair(repository, moved);
        }
      } catch (WorktreeFailedException failure) {
        LOG.warn(
            "project={} what is in {} is not joined to its repository: {}",
            project.slug(),
            folder,
            failure.getMessage());
      }
    }
  }

  /**
   * Forgets the project and what is remembered of its sessions, with their raw output; their events
   * stay, and so does every file in the project. A kill after the commit leaves the raw output. A
   * operation that ended in the middle can never go on once the repository is gone for good: then
   * it is forgotten too, and the log says what it left where.
   *
   * @param withCommit called inside the commit
   * @throws dev.orch.domain.project.NotFoundException if there is no such project
   * @throws ProjectBusyException if a session of it is not at its end or waits for a place to go
   *     on, an operation of it is open, one ended in the middle and its repository is there, or
   *     work of it is kept in the trash or as a released worktree
   */
  public void remove(String named, Actor actor, Runnable withCommit) {
    Project project = projects.require(named);
    List<Session> forgotten = new ArrayList<>();
    List<Operation> unfinished = unfinished(project);
    stores
        .transactions()
        .write(() -> {
          requireNoOpenTurn(project);
          requireNobodyLives(project);
          requireNoOpenOperation(project, _ -> true);
          requireNothingToFinish(project);
          requireNothingKept(project);
          forgotten.addAll(sessions(project.id(), Set.of()));
          stores.projects().delete(project.id());
          append(
              EventType.PROJECT_REMOVED,
              project,
              actor,
              new ProjectPayload.Removed(project.slug().value(), project.path().toString()));
          withCommit.run();
        });
    forgotten.forEach(session -> removeOutput.accept(session.id()));
    stores.purge().settle();
    unfinished.forEach(operation ->
        LOG.warn(
            "project={} is forgotten, and with it that {} of session={} was not finished: {}",
            project.slug(),
            operation.kind().wireName(),
            operation.session(),
            operation.failure().orElse("nobody knows")));
  }

  /** One that has ended lives as well while it waits for a place to go on. */
  private void requireNobodyLives(Project project) {
    List<Session> live =
        Stream.concat(
                sessions(project.id(), LIVE).stream(),
                stores.queue().list().stream()
                    .filter(entry -> entry.project().equals(project.id()))
                    .map(QueueEntry::session)
                    .map(stores.sessions()::find)
                    .flatMap(Optional::stream))
            .distinct()
            .toList();
    if (!live.isEmpty()) {
      throw ProjectBusyException.live(project, live);
    }
  }

  private void requireNoOpenTurn(Project project) {
    List<Session> open =
        stores.turns().listSessionsWithOpenTurn().stream()
            .map(stores.sessions()::find)
            .flatMap(Optional::stream)
            .filter(session -> session.assignment().project().equals(project.id()))
            .toList();
    if (!open.isEmpty()) {
      throw ProjectBusyException.live(project, open);
    }
  }

  private void requireNoOpenOperation(Project project, Predicate<Operation> inTheWay) {
    List<Operation> open =
        stores.operations().listOpen().stream()
            .filter(operation -> operation.project().equals(project.id()))
            .filter(inTheWay)
            .toList();
    if (!open.isEmpty()) {
      throw ProjectBusyException.atWork(project, open);
    }
  }

  /** Whoever carries it out was told once where everything is. */
  private static boolean namesPlaces(Operation operation) {
    return switch (operation.kind()) {
      case DELETE, RESTORE, EMPTY -> true;
      case RELEASE, APPLY, UNDO -> false;
    };
  }

  private void requireNothingToFinish(Project project) {
    List<Operation> unfinished = unfinished(project);
    if (!unfinished.isEmpty() && ProjectService.repository(project).isThere()) {
      throw ProjectBusyException.unfinished(project, unfinished);
    }
  }

  private List<Operation> unfinished(Project project) {
    return stores.operations().listLeft().stream()
        .filter(operation -> operation.project().equals(project.id()))
        .toList();
  }

  /** What of a session was released is only in its repository, and gone with it. */
  private void requireNothingKept(Project project) {
    List<SessionId> inTrash = stores.trash().sessionsOf(project.id());
    List<SessionId> released =
        ProjectService.repository(project).isThere()
            ? stores.releases().sessionsOf(project.id())
            : List.of();
    if (!inTrash.isEmpty() || !released.isEmpty()) {
      throw ProjectBusyException.kept(project, inTrash, released);
    }
  }

  private List<Session> sessions(ProjectId project, Set<SessionState> states) {
    SessionStore.Filter filter = new SessionStore.Filter(project, states, null, null);
    return Page.readAll(page -> stores.sessions().list(filter, page));
  }

  private void append(EventType type, Project project, Actor actor, ProjectPayload payload) {
    stores
        .events()
        .append(new NewEvent(type, clock.instant(), project.id(), null, 0, actor, payload));
  }
}
