package dev.orch.worktree;

import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Kept worktrees whose daemon may be killed before and after each call that changes something.
 *
 * @param all does it
 * @param steps told before each call and once it is done
 */
public record MortalWorktrees(PreservedWorktrees all, Consumer<String> steps)
    implements PreservedWorktrees {

  private void around(String name, Runnable call) {
    steps.accept(name);
    call.run();
    steps.accept("after: " + name);
  }

  @Override
  public WorktreeInventory inspect(Repository repository, WorktreeRequest request) {
    return all.inspect(repository, request);
  }

  @Override
  public Preserved preserve(Repository repository, WorktreeRequest request, int number) {
    steps.accept("preserve");
    Preserved kept = all.preserve(repository, request, number);
    steps.accept("after: preserve");
    return kept;
  }

  @Override
  public Optional<Preserved> find(Repository repository, SessionId session, int number) {
    return all.find(repository, session, number);
  }

  @Override
  public Optional<Path> submodules(Repository repository, WorktreeRequest request) {
    return all.submodules(repository, request);
  }

  @Override
  public boolean isThere(Repository repository, WorktreeRequest request) {
    return all.isThere(repository, request);
  }

  @Override
  public void clear(Repository repository, WorktreeRequest request) {
    around("clear", () -> all.clear(repository, request));
  }

  @Override
  public void handOver(Repository repository, Path worktree) {
    around("hand over", () -> all.handOver(repository, worktree));
  }

  @Override
  public List<Path> entries(Repository repository, Path worktree) {
    return all.entries(repository, worktree);
  }

  @Override
  public void follow(Repository repository, Path from, Path to) {
    around("follow", () -> all.follow(repository, from, to));
  }

  @Override
  public void forget(Repository repository, Path worktree) {
    around("forget", () -> all.forget(repository, worktree));
  }

  @Override
  public void takeInside(Repository repository, Path from, Path to, Runnable moving) {
    around("take inside", () -> all.takeInside(repository, from, to, moving));
  }

  @Override
  public void giveBackInside(Repository repository, Path from, Path to) {
    around("give back inside", () -> all.giveBackInside(repository, from, to));
  }

  @Override
  public void forgetInside(Repository repository, Path folder) {
    around("forget inside", () -> all.forgetInside(repository, folder));
  }

  @Override
  public List<Preserved> list(Repository repository, SessionId session) {
    return all.list(repository, session);
  }

  @Override
  public void giveUp(Repository repository, WorktreeRequest request, Preserved preserved) {
    around("give up", () -> all.giveUp(repository, request, preserved));
  }

  @Override
  public void giveUp(
      Repository repository, WorktreeRequest request, Preserved preserved, Consumer<Leaving> last) {
    around("give up", () -> all.giveUp(repository, request, preserved, last));
  }

  @Override
  public void check(Repository repository, WorktreeRequest request, Preserved preserved) {
    all.check(repository, request, preserved);
  }

  @Override
  public Worktree restore(
      Repository repository,
      WorktreeRequest request,
      Preserved preserved,
      Map<String, String> marks) {
    steps.accept("restore");
    Worktree back = all.restore(repository, request, preserved, marks);
    steps.accept("after: restore");
    return back;
  }

  @Override
  public void drop(Repository repository, SessionId session, int number) {
    around("drop", () -> all.drop(repository, session, number));
  }

  @Override
  public Patch diff(Repository repository, Preserved preserved, String base, Path target) {
    return all.diff(repository, preserved, base, target);
  }
}
