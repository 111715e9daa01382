package dev.orch.setup;

import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.ShortCommand;
import dev.orch.runtime.StopOutcome;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes new worktrees ready for work, and says goodbye to those that go. What it has done in a
 * worktree is known as long as that is there; a worktree that is made anew is made ready anew.
 */
public final class Setup {
  private static final int NAMED = 5;

  private final Stores stores;
  private final SessionLedger ledger;
  private final Worktrees worktrees;
  private final IgnoredFiles ignored;
  private final Script scripts;
  private final Duration atMost;
  private final ProcessSupervisor supervisor;
  private final Environments environments;

  /**
   * With all that it calls.
   *
   * @param supervisor finds what a script has left that is not in its tree, or that no daemon has
   *     ended
   * @param atMost how long a script may take that makes one ready
   */
  public Setup(
      Stores stores,
      SessionLedger ledger,
      Worktrees worktrees,
      ShortCommand commands,
      ProcessSupervisor supervisor,
      Duration atMost,
      Environments environments) {
    this.stores = stores;
    this.ledger = ledger;
    this.worktrees = worktrees;
    this.ignored = new IgnoredFiles(worktrees);
    this.supervisor = supervisor;
    this.scripts = new Script(commands);
    this.atMost = atMost;
    this.environments = environments;
  }

  /** Gives scripts what the session's agent gets. */
  @FunctionalInterface
  public interface Environments {
    /**
     * Complete.
     *
     * @param folder of the run's own
     */
    Map<String, String> of(Session session, Project project, Path folder)
        throws InterruptedException;
  }

  /**
   * Whose worktree it is.
   *
   * @param turn that it is made ready for
   * @param folder a folder of that turn's own, for the script and what it prints
   */
  public record Work(Session session, Project project, int turn, Path folder) {
    Repository repository() {
      return new Repository(project.path(), project.commonGitDir());
    }

    Path worktree() {
      return session.place().folder();
    }

    RunId run() {
      return new RunId(session.id(), turn);
    }

    /** Our folder in the project, which the log lies in. */
    Path runtimeFolder() {
      return session.place().log().resolveSibling("..").normalize();
    }
  }

  /**
   * Copies the ignored files that the project names and runs its script, in a worktree where that
   * was not done to its end. All processes carry the turn's mark. Called again after a crash it
   * goes on; the script, which may have run to its end, then runs once more.
   *
   * @param unwanted whether the turn was stopped; asked again and again
   * @return false if it was; the script is ended then, and may run again
   * @throws SetupFailedException if the script failed, took too long or could not be started
   * @throws WorktreeFailedException if the worktree cannot be read
   * @throws UncheckedIOException if a file cannot be written
   * @throws InterruptedException if the daemon ends; the script is ended
   */
  public boolean prepare(Work work, BooleanSupplier unwanted) throws InterruptedException {
    Path kept = worktrees.ownFolder(work.repository(), work.worktree());
    SetupRecord record = SetupRecord.read(kept).orElse(SetupRecord.NONE);
    if (record.finished()) {
      return true;
    }
    if (!record.copied()) {
      record = include(work, record).write(kept);
    }
    String script = work.project().settings().setup();
    if (script != null) {
      record = record.withOneMoreAttempt().write(kept);
      if (!run(work, script, record.attempts(), unwanted)) {
        return false;
      }
    }
    record.done().write(kept);
    return true;
  }

  private SetupRecord include(Work work, SetupRecord before) throws InterruptedException {
    Repository repository = work.repository();
    List<String> patterns =
        repository
            .checkout()
            .map(checkout -> IgnoredFiles.patterns(checkout, work.project().settings().include()))
            .orElseGet(List::of);
    if (patterns.isEmpty()) {
      return before.withIncluded(List.of());
    }
    IgnoredFiles.Copied copied =
        ignored.copy(repository, work.worktree(), patterns, work.runtimeFolder());
    if (!copied.leftOut().isEmpty()) {
      stores.transactions().write(() -> warn(work, copied.leftOut()));
    }
    return before.withIncluded(copied.files());
  }

  private void warn(Work work, List<String> leftOut) {
    String named = String.join(", ", leftOut.subList(0, Math.min(NAMED, leftOut.size())));
    String more = leftOut.size() > NAMED ? " and %d more".formatted(leftOut.size() - NAMED) : "";
    ledger.warn(
        work.session().id(),
        Warning.Code.INCLUDE_INCOMPLETE,
        "not copied into the worktree: " + named + more,
        "copy what is needed into it yourself, or in the project's setup");
  }

  private boolean run(Work work, String text, int attempt, BooleanSupplier unwanted)
      throws InterruptedException {
    Script.Run run = script(new Named("setup", text), work, attempt, atMost);
    long begun = System.nanoTime();
    Script.Result result;
    try {
      result = runWithAllThatItStarts(work, run, unwanted);
    } catch (LaunchFailedException failure) {
      throw new SetupFailedException(
          "the set-up script could not be started: " + failure.getMessage());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    String tail = Script.tail(run);
    String outcome = outcome(result);
    Integer code = result instanceof Script.Result.Ended(int exit) ? exit : null;
    stores
        .transactions()
        .write(() ->
            ledger.append(
                ledger.require(work.session().id()),
                work.turn(),
                EventType.WORKTREE_SETUP_FINISHED,
                Actor.DAEMON,
                new WorktreePayload.SetupFinished(
                    attempt, outcome, code, took.toMillis(), tail, run.log().toString())));
    if (result instanceof Script.Result.Cancelled) {
      return false;
    }
    if (!(result instanceof Script.Result.Ended(int exit) && exit == 0)) {
      throw new SetupFailedException(
          "the set-up script %s; what it printed is in %s, and ends with:\n%s"
              .formatted(words(result, took), run.log(), tail));
    }
    return true;
  }

  /**
   * One that does not end by itself leaves nothing behind: what has left its tree has the turn's
   * mark still. What cannot be ended is a warning, until a turn of the session ends with nothing
   * left. One that does end by itself may have started what is wanted on.
   */
  private Script.Result runWithAllThatItStarts(Work work, Script.Run run, BooleanSupplier unwanted)
      throws InterruptedException {
    boolean ended = false;
    try {
      Script.Result result = scripts.run(run, unwanted);
      ended = result instanceof Script.Result.Ended;
      return result;
    } finally {
      if (!ended) {
        sweep(work);
      }
    }
  }

  private void sweep(Work work) {
    if (supervisor.sweep(work.run()) instanceof StopOutcome.Unproven left) {
      stores
          .transactions()
          .write(() ->
              ledger.warn(
                  work.session().id(),
                  Warning.Code.TREE_NOT_PROVEN_DEAD,
                  left.words(),
                  StopOutcome.Unproven.HINT));
    }
  }

  /** A script, and what its files are called. */
  private record Named(String name, String text) {}

  private Script.Run script(Named script, Work work, int attempt, Duration longest)
      throws InterruptedException {
    Map<String, String> variables =
        new HashMap<>(environments.of(work.session(), work.project(), work.folder()));
    variables.putAll(work.run().marks());
    variables.put("ORCH_SETUP_ATTEMPT", Integer.toString(attempt));
    return new Script.Run(
        script.name(), script.text(), variables, work.worktree(), work.folder(), longest);
  }

  private static String outcome(Script.Result result) {
    return switch (result) {
      case Script.Result.Ended(int code) -> code == 0 ? "succeeded" : "failed";
      case Script.Result.TimedOut _ -> "timed_out";
      case Script.Result.Cancelled _ -> "stopped";
    };
  }

  private static String words(Script.Result result, Duration took) {
    return switch (result) {
      case Script.Result.Ended(int code) -> "failed with " + code;
      case Script.Result.TimedOut _ ->
          "was not done after %d s and was ended".formatted(took.toSeconds());
      case Script.Result.Cancelled _ -> "was stopped";
    };
  }

  /**
   * The files in the worktree that are still as they were copied into it, and that the project has
   * still: they come back when it is made anew. None for a worktree that is not there.
   */
  public Set<Path> unchangedCopies(Repository repository, Path worktree) {
    return record(repository, worktree).included().stream()
        .filter(file -> file.isUnchangedIn(worktree) && isIn(repository, file))
        .map(file -> worktree.resolve(file.path()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isIn(Repository repository, IncludedFile file) {
    return repository.checkout().filter(file::isIn).isPresent();
  }

  private SetupRecord record(Repository repository, Path worktree) {
    try {
      return SetupRecord.read(worktrees.ownFolder(repository, worktree)).orElse(SetupRecord.NONE);
    } catch (WorktreeFailedException _) {
      return SetupRecord.NONE;
    }
  }

  /**
   * Whether the project's teardown was begun in the worktree for this reason, so that its files may
   * be others since.
   *
   * @param why as {@link #teardown} was given it
   */
  public boolean isTornDown(Work work, String why) {
    return record(work.repository(), work.worktree()).isTornDown(why);
  }

  /**
   * Whether {@link #teardown} would run the script, or end what is left of one.
   *
   * @param why as that is given it
   */
  public boolean isTeardownDue(Work work, String why) {
    SetupRecord record = record(work.repository(), work.worktree());
    return record.isAmidTeardown()
        || (work.project().settings().teardown() != null && !record.isTornDownToTheEnd(why));
  }

  /**
   * Why a teardown did not do its work.
   *
   * @param how in words of our own, quoting nothing
   * @param more what follows that in a sentence; may be empty
   */
  public record NotTornDown(String how, String more) {}

  /**
   * Runs the project's teardown in a worktree that is about to go. It ends in time, whatever the
   * script does, and its failure keeps nobody from going on. Where the worktree stays after all, it
   * is made ready again for its next turn. Called again for the same reason it runs the script only
   * if that was not ended before, by itself or by its time. What is at work still of one whose
   * daemon was killed is ended first; a second one never runs beside it.
   *
   * @param why names the reason for which the worktree goes, as nothing else is named
   * @param longest how long the script may take
   * @param unwanted asked again and again; true ends the script. Where it throws, the script is
   *     ended too, and was not ended for this reason
   * @return why it did not do its work, or null if there is nothing to say
   * @throws InterruptedException if the daemon ends; the script is ended
   */
  public @Nullable NotTornDown teardown(
      Work work, String why, Duration longest, BooleanSupplier unwanted)
      throws InterruptedException {
    if (record(work.repository(), work.worktree()).isAmidTeardown()
        && supervisor.sweepAll(work.session().id(), work.turn()) instanceof StopOutcome.Unproven) {
      return new NotTornDown(
          "what is left of an earlier teardown script could not be ended, and it was not run again",
          "");
    }
    String text = work.project().settings().teardown();
    if (text == null) {
      return null;
    }
    try {
      Path kept = worktrees.ownFolder(work.repository(), work.worktree());
      SetupRecord record = SetupRecord.read(kept).orElse(SetupRecord.NONE);
      if (record.isTornDownToTheEnd(why)) {
        return null;
      }
      record = record.tearingDown(why).write(kept);
      Script.Run run = script(new Named("teardown", text), work, 1, longest);
      long begun = System.nanoTime();
      Script.Result result = runWithAllThatItStarts(work, run, unwanted);
      record.tornDown(why).write(kept);
      if (result instanceof Script.Result.Ended(int code) && code == 0) {
        return null;
      }
      String how = words(result, Duration.ofNanos(System.nanoTime() - begun));
      String tail = Script.tail(run);
      return new NotTornDown(
          "the teardown script " + how, tail.isEmpty() ? "" : "; it printed last:\n" + tail);
    } catch (LaunchFailedException | WorktreeFailedException | UncheckedIOException failure) {
      return new NotTornDown("the teardown script could not be run", ": " + failure.getMessage());
    }
  }
}
