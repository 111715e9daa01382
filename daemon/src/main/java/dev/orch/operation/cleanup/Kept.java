package dev.orch.operation.cleanup;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.operation.Agreed;
import dev.orch.operation.PlannedTeardown;
import dev.orch.operation.Unkept;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a session's worktree is in the trash, and where: enough to have it back. Texts, as it
 * stands in plans and in the trash's row.
 *
 * @param trashId names it in the repository
 * @param folder the trash's own for it
 * @param tree what it is of
 * @param number of the preserved state; 0 if there was no worktree
 * @param movable whether the folder is on the file system of the worktree, so that what does not
 *     fit into git is moved there
 * @param filled those of {@link #folders} that something was moved into; null while that is not
 *     known: before its delete is done, and in entries of daemons that did not write it down
 */
record Kept(
    String trashId,
    String folder,
    Home home,
    Tree tree,
    int number,
    boolean movable,
    @Nullable List<String> filled) {
  /** In the trash's folder: files at their paths. */
  static final String FILES = "files";

  /** In the trash's folder: what stood where a worktree should be, whole. */
  static final String WHOLE = "whole";

  /** In the repository's own trash: the repositories of submodules. */
  static final String SUBMODULES = "modules";

  /** As it is planned. */
  Kept(String trashId, String folder, Home home, Tree tree, int number, boolean movable) {
    this(trashId, folder, home, tree, number, movable, null);
  }

  /**
   * The folder of all entries beside a worktree: on the file system of what it holds, where that
   * can be, and never where {@code git clean} empties folders.
   */
  static Path trash(Repository repository, Session session, Path worktree) {
    Path inRepository = repository.commonGitDir().resolve("orch").resolve("trash");
    boolean besideLog = WorktreeRequest.rootOf(session).isEmpty();
    if (repository.holds(worktree)
        || (repository.isBare() && besideLog && Sizes.sameDevice(worktree, inRepository))) {
      return inRepository;
    }
    Path ofProject = Objects.requireNonNull(worktree.getParent());
    return ofProject.resolveSibling(".trash");
  }

  /** Of the repository. */
  record Home(String topLevel, String commonGitDir) {
    static Home of(Repository repository) {
      return new Home(repository.path().toString(), repository.commonGitDir().toString());
    }

    Repository repository() {
      return new Repository(Path.of(topLevel), Path.of(commonGitDir));
    }
  }

  /**
   * What a person has agreed to for a worktree that goes.
   *
   * @param lost what is gone for good with it: all that is not {@linkplain Kept#movable movable}
   *     and that git does not hold; null for whatever is there
   * @param teardown what is run in it before; null for what the project says then
   */
  record Terms(@Nullable List<Unkept> lost, @Nullable PlannedTeardown teardown) {
    Terms {
      lost = lost == null ? null : List.copyOf(lost);
    }
  }

  /**
   * The worktree.
   *
   * @param tip of its branch; null if that was gone
   * @param whole whether what stood there was no worktree, and is kept as it was
   * @param terms what a person has agreed to for it; null in plans of daemons that did not write it
   *     down, and in the trash
   * @param standing what its head was on; null where daemons did not write it down
   */
  record Tree(
      String path,
      String branch,
      String base,
      @Nullable String tip,
      boolean whole,
      @Nullable Terms terms,
      WorktreeRequest.@Nullable Standing standing) {
    static Tree of(WorktreeRequest request, @Nullable String tip, boolean whole) {
      return new Tree(
          request.path().toString(),
          request.branch().value(),
          request.base(),
          tip,
          whole,
          null,
          request.standing());
    }

    Tree losing(@Nullable List<Unkept> items) {
      return on(new Terms(items, teardown()));
    }

    Tree after(PlannedTeardown planned) {
      return on(new Terms(lost(), planned));
    }

    /** Once it is in the trash. */
    Tree gone() {
      return on(null);
    }

    private Tree on(@Nullable Terms others) {
      return new Tree(path, branch, base, tip, whole, others, standing);
    }

    private @Nullable List<Unkept> lost() {
      return terms == null ? null : terms.lost();
    }

    /** What is run in it before it goes; null for what the project says then. */
    @Nullable PlannedTeardown teardown() {
      return terms == null ? null : terms.teardown();
    }

    WorktreeRequest request(SessionId session) {
      return new WorktreeRequest(session, Path.of(path), new BranchName(branch), base);
    }

    Tree onBranch(String other) {
      return new Tree(path, other, base, tip, whole, terms, standing);
    }

    boolean wasDetached() {
      return standing == WorktreeRequest.Standing.DETACHED;
    }
  }

  /** The folder that the worktree is in or is to be in, if the disk is away that it is on. */
  Optional<Path> findAway() {
    return home.repository().findAway(Path.of(tree.path));
  }

  Path files() {
    return Path.of(folder).resolve(FILES);
  }

  Path whole() {
    return Path.of(folder).resolve(WHOLE);
  }

  /** Beside what git has of worktrees, wherever these lie: so that it is moved in one step. */
  Path submodules() {
    return ownOfRepository().resolve(SUBMODULES);
  }

  /** What of it is in the git directory, beside refs. */
  Path ownOfRepository() {
    return Path.of(home.commonGitDir()).resolve("orch").resolve("trash").resolve(trashId);
  }

  /** The trash's own for it; two where the worktree lies elsewhere than its repository. */
  Set<Path> folders() {
    return new LinkedHashSet<>(List.of(ownOfRepository(), Path.of(folder)));
  }

  /**
   * The same once all of it was moved: whatever is there now has to be there until it goes.
   *
   * @param state the number of the first state that was preserved; 0 if none was
   */
  Kept asFilled(int state) {
    List<String> there = folders().stream().filter(Sizes::exists).map(Path::toString).toList();
    return new Kept(trashId, folder, home, tree.gone(), state, movable, there);
  }

  /** What has been kept of the worktree since it was planned, the newest state of it first. */
  Stream<Preserved> states(PreservedWorktrees preserved, SessionId session) {
    return number == 0
        ? Stream.empty()
        : preserved.list(home.repository(), session).reversed().stream()
            .filter(state -> state.number() >= number);
  }

  /** The folders that are there as long as nothing of it was removed. */
  Set<Path> expected() {
    return filled == null
        ? folders()
        : filled.stream().map(Path::of).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The same entry of the trash as an earlier delete that ended in the middle has begun: what that
   * has moved is there, and what it has let go of is no longer where this one looked.
   */
  Kept goingOnWith(Kept begun) {
    Path entry = Path.of(folder).resolveSibling(begun.trashId);
    boolean isMoved = Sizes.exists(entry.resolve(WHOLE));
    return new Kept(
        begun.trashId,
        entry.toString(),
        home,
        new Tree(
            tree.path,
            tree.branch,
            tree.base,
            tree.tip == null ? begun.tree.tip : tree.tip,
            tree.whole || isMoved,
            tree.terms,
            tree.standing),
        number,
        movable);
  }

  /** What may be gone for good with it. */
  Agreed agreed() {
    return new Agreed(tree.lost());
  }

  /**
   * The same after the project's teardown.
   *
   * @param now what would be gone for good since
   */
  Kept afterTeardown(List<Unkept> now) {
    return losing(agreed().afterTeardown(now).planned());
  }

  /** The same with this to be gone for good with it. */
  Kept losing(@Nullable List<Unkept> items) {
    return new Kept(trashId, folder, home, tree.losing(items), number, movable, filled);
  }

  Kept onBranch(String other) {
    return new Kept(trashId, folder, home, tree.onBranch(other), number, movable, filled);
  }
}
