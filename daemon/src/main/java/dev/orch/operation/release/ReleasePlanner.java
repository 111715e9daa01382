package dev.orch.operation.release;

import dev.orch.domain.operation.Sha256;
import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RawPath;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.session.Session;
import dev.orch.operation.PlannedTeardown;
import dev.orch.operation.Preview;
import dev.orch.operation.Reading;
import dev.orch.operation.Unkept;
import dev.orch.store.Stores;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.trash.Movable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what giving up a worktree's folder would mean, and plans it. Changes nothing. */
public final class ReleasePlanner {
  /** What is wrong with a repository inside. */
  private static final Set<WorktreeInventory.Reason> OF_REPOSITORIES =
      EnumSet.of(WorktreeInventory.Reason.NESTED_WORK, WorktreeInventory.Reason.WORKTREE_INSIDE);

  private final Stores stores;
  private final PreservedWorktrees worktrees;
  private final Copies copies;
  private final Movable movable;
  private final Duration scriptAtMost;

  /** Which ignored files come back by themselves. */
  @FunctionalInterface
  public interface Copies {
    /** Nobody's ignored files come back. */
    Copies NONE = (_, _) -> Set.of();

    /**
     * The files that were copied into the worktree when it was made ready, will be again, and are
     * unchanged.
     *
     * @param worktree its folder; so are the answer's paths below it
     */
    Set<Path> unchanged(Repository repository, Path worktree);
  }

  /**
   * Over the stores and git.
   *
   * @param scriptAtMost how long a teardown may take
   */
  public ReleasePlanner(
      Stores stores,
      PreservedWorktrees worktrees,
      Copies copies,
      Movable movable,
      Duration scriptAtMost) {
    this.stores = stores;
    this.worktrees = worktrees;
    this.copies = copies;
    this.movable = movable;
    this.scriptAtMost = scriptAtMost;
  }

  /** A plan with what a person sees of it. */
  record Planned(Preview preview, ReleasePlan plan) {}

  /**
   * What it would mean.
   *
   * @throws ReleaseRefusedException if something is in the way
   * @throws RepositoryRefusedException if the repository is not there
   * @throws RepositoryUnreadableException if git fails
   */
  Planned plan(Session session) {
    return planAgain(session, PlannedTeardown.of(session, project(session), scriptAtMost));
  }

  /**
   * As {@link #plan}, with what was planned to be run before.
   *
   * @param teardown null for what nobody wrote down
   */
  Planned planAgain(Session session, @Nullable PlannedTeardown teardown) {
    Repository repository = repository(session);
    return Reading.of(repository.path(), () -> plan(session, repository, teardown));
  }

  private Planned plan(Session session, Repository repository, @Nullable PlannedTeardown teardown) {
    WorktreeInventory inventory = worktrees.inspect(repository, request(session));
    if (!inventory.obstacles().isEmpty()) {
      String reasons =
          inventory.obstacles().stream()
              .map(WorktreeInventory.Obstacle::words)
              .collect(Collectors.joining("; "));
      throw hindered(
          "the worktree of session %s could not be made again as it is: %s"
              .formatted(session.id(), reasons),
          hint(inventory.obstacles(), request(session).path()));
    }
    Path worktree = request(session).path();
    unreachable(worktree, inventory)
        .ifPresent(what -> {
          throw hindered(
              "the worktree of session %s could not be given up: %s".formatted(session.id(), what),
              "");
        });
    Set<Path> copied = copies.unchanged(repository, worktree);
    Optional<PlannedTeardown> before = Optional.ofNullable(teardown);
    List<Preview.Item> items =
        new ArrayList<>(before.flatMap(PlannedTeardown::item).stream().toList());
    inventory.items().forEach(item -> items.add(item(item, worktree, copied)));
    return new Planned(
        new Preview(
            hash(inventory, before.map(PlannedTeardown::agreed).orElse("")),
            items,
            inventory.sizeBytes()),
        new ReleasePlan(
            nextNumber(repository, session),
            inventory.sizeBytes(),
            inventory.items().stream()
                .filter(Unkept::isOne)
                .map(item -> Unkept.of(item, isLost(item, worktree, copied)))
                .toList(),
            teardown));
  }

  private static Preview.Item item(WorktreeInventory.Item item, Path worktree, Set<Path> copied) {
    return new Preview.Item(
        Preview.Kind.valueOf(item.kind().name()),
        item.path().shown(),
        item.sizeBytes(),
        isLost(item, worktree, copied),
        !item.path().isText());
  }

  /** What to do about repositories inside; empty where none is in the way. */
  private static String hint(List<WorktreeInventory.Obstacle> obstacles, Path worktree) {
    List<WorktreeInventory.Obstacle> inside =
        obstacles.stream().filter(ReleasePlanner::isRepository).toList();
    String others = obstacles.size() > inside.size() ? "; clear what else the detail names" : "";
    return inside.isEmpty() ? "" : keeping(inside.getFirst(), worktree) + others;
  }

  /** Whether it is a repository inside, which may have come since it was looked at. */
  static boolean isRepository(WorktreeInventory.Obstacle obstacle) {
    return OF_REPOSITORIES.contains(obstacle.reason());
  }

  private static String keeping(WorktreeInventory.Obstacle inside, Path worktree) {
    RawPath path = inside.path();
    String at = path == null ? "." : path.shown();
    if (inside.reason() == WorktreeInventory.Reason.WORKTREE_INSIDE) {
      return "remove it (git -C %1$s worktree remove %2$s) or move it out of the worktree (git -C %1$s worktree move %2$s PATH)"
          .formatted(ShellWord.of(worktree.toString()), ShellWord.of(at));
    }
    return ("commit what is in it and push that (git -C %s push origin HEAD:refs/heads/NAME); if it is a"
            + " submodule, git -C %s add %s; or move it out of the worktree")
        .formatted(
            ShellWord.quoted(worktree.resolve(at).toString()),
            ShellWord.quoted(worktree.toString()),
            ShellWord.quoted(at));
  }

  private static ReleaseRefusedException hindered(String why, String hint) {
    return new ReleaseRefusedException(ReleaseRefusedException.Refusal.HINDERED, why, null, hint);
  }

  /** What could be neither kept nor removed, for a person: git passes over it. */
  Optional<String> unreachable(Path worktree, WorktreeInventory inventory) {
    List<Path> kept =
        inventory.items().stream()
            .filter(item -> !Unkept.isOne(item))
            .map(item -> item.path().in(worktree))
            .toList();
    return movable.hindrance(new Movable.Leaving(worktree, Set.of(), kept));
  }

  private static boolean isLost(WorktreeInventory.Item item, Path worktree, Set<Path> copied) {
    return switch (item.kind()) {
      case CHANGED, UNTRACKED -> false;
      case IGNORED -> copied.isEmpty() || !holdsOnly(copied, item.path().in(worktree));
      case SUBMODULE, NESTED -> true;
    };
  }

  /** Whether the file, or each in the folder, is one of them. */
  private static boolean holdsOnly(Set<Path> files, Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
          .allMatch(files::contains);
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }

  /** The same as ever where nothing is run. */
  private static String hash(WorktreeInventory inventory, String before) {
    Sha256 digest = Sha256.begin().with(before.getBytes(StandardCharsets.UTF_8));
    for (WorktreeInventory.Item item : inventory.items()) {
      String line =
          "%s %d %s %s\0"
              .formatted(item.kind(), item.sizeBytes(), item.modified(), item.path().latin());
      digest.with(line.getBytes(StandardCharsets.UTF_8));
    }
    return digest.hex();
  }

  private int nextNumber(Repository repository, Session session) {
    List<Preserved> before = worktrees.list(repository, session.id());
    return before.isEmpty() ? 1 : before.getLast().number() + 1;
  }

  /** What it reads them by. */
  PreservedWorktrees worktrees() {
    return worktrees;
  }

  private Project project(Session session) {
    return stores.projects().find(session.assignment().project()).orElseThrow();
  }

  Repository repository(Session session) {
    Project project = project(session);
    return new Repository(project.path(), project.commonGitDir());
  }

  static WorktreeRequest request(Session session) {
    return WorktreeRequest.ofWork(session).orElseThrow();
  }
}
