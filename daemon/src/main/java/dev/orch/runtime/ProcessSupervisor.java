package dev.orch.runtime;

import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts processes that outlive the daemon and finds them again after it. All it knows lies in the
 * run folders, so that a fresh start and a re-adoption are one path. Any thread may call it; calls
 * for one run come from one thread at a time.
 */
public interface ProcessSupervisor {

  /**
   * Makes the run's folder (0700, empty). Does nothing if it is there and nobody has claimed the
   * start. To be called before anything of the run is on record, so that one that is claimed is of
   * another run of this name, which a database that was put back does not know of: what is left of
   * that one is ended, and its folder is set aside. Its supervisor has a moment to record the end,
   * and is killed then.
   *
   * @throws LaunchFailedException if some of that one is left in spite of SIGKILL; its folder is
   *     where it was
   * @throws RunFormatException as {@link #status} does; nothing was ended then
   * @throws java.io.UncheckedIOException if it cannot be made
   */
  void prepare(RunId run);

  /**
   * The folder of the run for files that its process reads, made by {@link #prepare}. Nothing of
   * supervision lies in it.
   */
  Path scratch(RunId run);

  /** Where the raw output of the run lies or will lie; nobody but the process rewrites it. */
  Path output(RunId run, StreamName stream);

  /**
   * Reads what the run folder says; changes nothing.
   *
   * @throws RunFormatException if another version made it, whose folders this one does not read
   */
  RunStatus status(RunId run);

  /**
   * Starts the process unless the run is claimed already: called twice, or by a daemon that died
   * after its first call, it starts one process. Returns once the start is claimed.
   *
   * @param environment the complete environment of the process, by name; {@code ORCH_RUN} is added;
   *     names that no shell can export are left out
   * @throws LaunchFailedException if no supervisor claimed the start in time, or the folder to
   *     start in or the run folder is gone; the run is then still unclaimed
   */
  void start(RunId run, ProcessSpec spec, Map<String, String> environment);

  /**
   * Whether the run was claimed, its supervisor is gone, and it has not recorded how the run ended:
   * nobody will. Changes nothing.
   */
  boolean hasLostSupervisor(RunId run);

  /**
   * Whether anything lives that belongs to the run: its supervisor, its agent, or what carries its
   * marker. Changes nothing.
   */
  boolean isAtWork(RunId run);

  /**
   * What the run's process was started with, {@code ORCH_RUN} included, as the system remembers it:
   * no file of ours holds a value. Empty if the process is not there, and where the system does not
   * tell one variable from the next (macOS has no {@code /proc}, and {@code ps -E} separates by
   * blanks).
   */
  Map<String, String> environment(RunId run);

  /**
   * Takes the claim so that the run can never start.
   *
   * @return false if a supervisor had claimed it before: then it has to be stopped instead
   */
  boolean forbid(RunId run);

  /**
   * Opens a claimed run for reading, feeding and stopping, whoever started it. Called a second time
   * it gives a second, independent reader; only one may feed.
   *
   * @param from where each stream is read on
   */
  AgentProcess attach(RunId run, Framing framing, OutputOffsets from);

  /**
   * Ends everything on the machine that carries the run's marker in its environment, but for the
   * run's own supervisor and the daemon: what a dead launch or an ended agent left behind. It is
   * asked to end first and has a moment to clean up. Does nothing if there is nothing. Of a run
   * whose folder is not read the marker alone tells.
   */
  StopOutcome sweep(RunId run);

  /**
   * The same for the first so many turns of a session.
   *
   * @return what came of the first that is not proven dead; else that all are
   */
  default StopOutcome sweepAll(SessionId session, int turns) {
    for (int turn = 1; turn <= turns; turn++) {
      if (sweep(new RunId(session, turn)) instanceof StopOutcome.Unproven unproven) {
        return unproven;
      }
    }
    return new StopOutcome.Dead();
  }
}
