package dev.orch.project;

import dev.orch.api.event.ProjectPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.project.Slug;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.Session;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registers repositories, finds them by what users call them, changes what is set for them. */
public final class ProjectService {
  private static final int SUGGESTIONS = 100;
  private static final int NAMES_TO_COMPARE = 500;
  private static final Pattern OF_BARE = Pattern.compile("\\.git$");

  private final Stores stores;
  private final Worktrees worktrees;
  private final RuntimeFolder runtimeFolder;
  private final SettingsCheck settings;
  private final RandomIds ids;
  private final InstantSource clock;

  /** With everything that it calls. */
  public ProjectService(
      Stores stores,
      Worktrees worktrees,
      RuntimeFolder runtimeFolder,
      RandomIds ids,
      InstantSource clock) {
    this.stores = stores;
    this.worktrees = worktrees;
    this.runtimeFolder = runtimeFolder;
    this.settings = new SettingsCheck(worktrees, runtimeFolder);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What a user says of a project to register.
   *
   * @param slug null to make one of the name
   * @param name null for the folder's name
   * @param defaultBranch null for the one that is checked out
   */
  public record Registration(
      Path path,
      @Nullable Slug slug,
      @Nullable String name,
      @Nullable String defaultBranch,
      ProjectSettings settings) {}

  /**
   * What a user changes of a project; null leaves as it is.
   *
   * @param settings what becomes of those that are stored when the change is, so that two changes
   *     at once are both kept
   */
  public record Change(
      @Nullable String name,
      @Nullable String defaultBranch,
      UnaryOperator<ProjectSettings> settings) {}

  /**
   * Registers a repository; touches no file of it.
   *
   * @param withCommit called inside the commit with what is stored
   * @throws dev.orch.domain.project.RepositoryRefusedException if the path cannot be a project, or
   *     has another owner
   * @throws ProjectExistsException if the repository is registered, by whatever path
   * @throws SlugTakenException if another project has the slug
   * @throws BranchNotFoundException if the default branch is not there
   * @throws InvalidSettingException if a setting cannot be used
   */
  public Project register(Registration wanted, Actor actor, Consumer<Project> withCommit) {
    Repository repository = reading(wanted.path(), () -> worktrees.open(wanted.path()));
    worktrees.requireRuntimeFolder(repository, runtimeFolder);
    settings.require(repository, ProjectSettings.NONE, wanted.settings());
    Project project = describe(wanted, repository);
    return stores.transactions().write(() -> insert(project, actor, withCommit));
  }

  private Project describe(Registration wanted, Repository repository) {
    String name = Objects.requireNonNullElseGet(wanted.name(), () -> folderName(repository));
    Slug slug =
        Optional.ofNullable(wanted.slug())
            .or(() -> Slug.from(name))
            .orElseGet(() -> new Slug("project"));
    String branch = wanted.defaultBranch();
    if (branch != null && findCommit(repository, branch).isEmpty()) {
      throw new BranchNotFoundException(branch, repository.path());
    }
    Instant now = clock.instant();
    return new Project(
        new ProjectId(ids.next()),
        slug,
        name,
        repository.path(),
        repository.commonGitDir(),
        branch != null
            ? branch
            : worktrees.currentBranch(repository).map(BranchName::value).orElse(null),
        scopeBelow(repository, wanted.path()),
        wanted.settings(),
        now,
        now);
  }

  /** Of a bare repository without what such a folder's name says of its kind. */
  private static String folderName(Repository repository) {
    Path path = repository.path();
    Path parent = path.getParent();
    String own = String.valueOf(Objects.requireNonNullElse(path.getFileName(), "project"));
    if (!repository.isBare()) {
      return own;
    }
    return own.startsWith(".") && parent != null && parent.getFileName() != null
        ? parent.getFileName().toString()
        : OF_BARE.matcher(own).replaceFirst("");
  }

  private static @Nullable String scopeBelow(Repository repository, Path named) {
    Optional<Path> checkout = repository.checkout();
    if (checkout.isEmpty()) {
      return null;
    }
    Path topLevel = checkout.get();
    try {
      Path real = named.toRealPath();
      return real.equals(topLevel) ? null : topLevel.relativize(real).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Project insert(Project project, Actor actor, Consumer<Project> withCommit) {
    stores
        .projects()
        .findByCommonGitDir(project.commonGitDir())
        .ifPresent(known -> {
          throw new ProjectExistsException(known);
        });
    if (stores.projects().findBySlug(project.slug()).isPresent()) {
      throw new SlugTakenException(project.slug(), freeSlug(project.slug()));
    }
    stores.projects().insert(project);
    append(
        EventType.PROJECT_REGISTERED,
        project,
        actor,
        new ProjectPayload.Registered(
            project.slug().value(), project.name(), project.path().toString()));
    withCommit.accept(project);
    return project;
  }

  private Slug freeSlug(Slug taken) {
    return Stream.iterate(2, n -> n + 1)
        .limit(SUGGESTIONS)
        .map(taken::numbered)
        .filter(slug -> stores.projects().findBySlug(slug).isEmpty())
        .findFirst()
        .orElse(taken);
  }

  /**
   * Changes name, default branch or settings.
   *
   * @throws BranchNotFoundException if the default branch is not there
   * @throws InvalidSettingException if a setting cannot be used
   */
  public Project update(ProjectId id, Change change, Actor actor, Consumer<Project> withCommit) {
    Project before = require(id.value());
    String branch = change.defaultBranch();
    if (branch != null && findCommit(repository(before), branch).isEmpty()) {
      throw new BranchNotFoundException(branch, before.path());
    }
    settings.require(
        repository(before), before.settings(), change.settings().apply(before.settings()));
    return stores.transactions().write(() -> replace(id, change, actor, withCommit));
  }

  private Project replace(ProjectId id, Change change, Actor actor, Consumer<Project> withCommit) {
    Project before = require(id.value());
    Project after =
        before.with(
            Objects.requireNonNullElse(change.name(), before.name()),
            change.defaultBranch() != null ? change.defaultBranch() : before.defaultBranch(),
            change.settings().apply(before.settings()),
            clock.instant());
    List<String> changed = new ArrayList<>();
    if (!after.name().equals(before.name())) {
      changed.add("name");
    }
    if (!Objects.equals(after.defaultBranch(), before.defaultBranch())) {
      changed.add("default_branch");
    }
    if (!after.settings().equals(before.settings())) {
      changed.add("settings");
    }
    stores.projects().replace(after);
    append(
        EventType.PROJECT_UPDATED,
        after,
        actor,
        new ProjectPayload.Updated(after.slug().value(), changed));
    withCommit.accept(after);
    return after;
  }

  private void append(EventType type, Project project, Actor actor, ProjectPayload payload) {
    stores
        .events()
        .append(new NewEvent(type, clock.instant(), project.id(), null, 0, actor, payload));
  }

  /**
   * The project that a user names by id, slug or the beginning of an id.
   *
   * @throws NotFoundException with the nearest slugs
   * @throws dev.orch.domain.project.AmbiguousIdException if the beginning fits several
   */
  public Project require(String given) {
    return Lookup.find(given, this::findExact, stores.projects()::idsStartingWith)
        .orElseThrow(
            () -> new NotFoundException(NotFoundException.Thing.PROJECT, given, near(given)));
  }

  private Optional<Project> findExact(String given) {
    Optional<Project> byId = stores.projects().find(new ProjectId(given));
    if (byId.isPresent() || !Slug.isSlug(given)) {
      return byId;
    }
    return stores.projects().findBySlug(new Slug(given));
  }

  private List<String> near(String given) {
    List<String> slugs =
        stores.projects().list(new Page.Request(NAMES_TO_COMPARE, null)).items().stream()
            .map(project -> project.slug().value())
            .toList();
    return NearestName.of(given, slugs);
  }

  /** Those of these that are there, by their ids. */
  public Map<ProjectId, Project> list(Set<ProjectId> ids) {
    return stores.projects().list(ids).stream()
        .collect(Collectors.toMap(Project::id, Function.identity()));
  }

  /** All projects, newest first. */
  public Page<Project> list(Page.Request page) {
    return stores.projects().list(page);
  }

  /**
   * The full id of the commit that a name means in the project's repository.
   *
   * @throws RepositoryUnreadableException if git does not answer
   */
  public Optional<String> findCommit(Project project, String name) {
    return findCommit(repository(project), name);
  }

  private Optional<String> findCommit(Repository repository, String name) {
    return reading(repository.path(), () -> worktrees.findCommit(repository, name));
  }

  /** What the work reads of a repository, which cannot be read if git does not answer. */
  static <T> T reading(Path repository, Supplier<T> work) {
    try {
      return work.get();
    } catch (WorktreeFailedException failure) {
      throw new RepositoryUnreadableException(repository, failure);
    }
  }

  /**
   * Whether there is a file or a folder in a commit of the project's repository.
   *
   * @throws RepositoryUnreadableException if git does not answer
   */
  public boolean isIn(Project project, String commit, String path) {
    return reading(project.path(), () -> worktrees.isIn(repository(project), commit, path));
  }

  /**
   * Sees to it that the project's repository is still the user's own, and writable.
   *
   * @throws RepositoryRefusedException if it is not
   * @throws RepositoryUnreadableException if git does not answer
   */
  public void requireUsable(Project project) {
    try {
      worktrees.requireUsable(repository(project));
    } catch (WorktreeFailedException failure) {
      throw new RepositoryUnreadableException(project.path(), failure);
    }
  }

  /**
   * The branches of the project's repository.
   *
   * @throws RepositoryUnreadableException if git does not answer
   */
  public Set<String> branches(Project project) {
    return reading(project.path(), () -> worktrees.branches(repository(project)));
  }

  /** Whether a branch can have the name as it stands. */
  public static boolean isBranchName(String text) {
    return BranchName.isBranchName(text);
  }

  /** Whether the repository is still where it was registered. */
  public boolean isAvailable(Project project) {
    return repository(project).isThere();
  }

  /**
   * Sees to it that the session's worktree is there or could be made good again. Changes nothing.
   *
   * @throws WorktreeUnusableException if it could not
   */
  public void requireWorktree(Project project, Session session) {
    Optional<WorktreeRequest> worktree = WorktreeRequest.of(session);
    if (worktree.isEmpty()) {
      return;
    }
    try {
      WorktreeRequest request = worktree.get();
      worktrees.requireUsable(repository(project));
      WorktreeRequest.rootOf(session)
          .ifPresent(root -> worktrees.requireWorktreeRoot(root, runtimeFolder));
      worktrees.check(repository(project), request, request.recordedHead(session));
    } catch (RepositoryRefusedException | WorktreeFailedException failure) {
      throw new WorktreeUnusableException(failure);
    }
  }

  /**
   * Sees to it that new worktrees of the project have a place, where that is not in the project.
   * Changes nothing.
   *
   * @throws WorktreeUnusableException if they have none
   */
  public void requireWorktreeRoot(Project project) {
    Path own = project.settings().worktreeRoot();
    Path root = own == null ? runtimeFolder.worktreeRoot() : own;
    if (root == null) {
      return;
    }
    try {
      worktrees.requireWorktreeRoot(root, runtimeFolder);
    } catch (RepositoryRefusedException | WorktreeFailedException failure) {
      throw new WorktreeUnusableException(failure);
    }
  }

  /** The repository of a project. */
  public static Repository repository(Project project) {
    return new Repository(project.path(), project.commonGitDir());
  }
}
