package dev.orch.runtime;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * One claimed run: its output to read, its input to feed, its tree to stop. One thread reads and
 * feeds; {@link #nudge} may come from any thread.
 */
public interface AgentProcess extends AutoCloseable {

  /** The agent's process id, once its supervisor has started it. */
  OptionalLong pid();

  /**
   * Waits until there is output, a nudge or the end, and gives what is there, in order per stream;
   * a bounded number of frames. A file that became shorter than what was read of it, or says
   * something else there, was emptied: {@link OutputTruncated}. Empty if nothing came in time.
   * After the list that ends in {@link ProcessEnded} it gives only that again.
   *
   * @throws java.io.UncheckedIOException if the run folder is gone or cannot be read
   * @throws InterruptedException if the thread was interrupted; nothing is lost
   */
  List<Arrival> take(Duration atMost) throws InterruptedException;

  /** Makes the reading thread's {@link #take} return soon. Many nudges may become one. */
  void nudge();

  /** How many bytes the journal of the input holds: what was ever sent. */
  long inputLength();

  /**
   * Appends to the journal of the input and wakes the feeder; never blocks on the agent. A crash in
   * the middle leaves a part, which {@link #inputLength} tells: send the rest.
   */
  void send(byte[] bytes);

  /** Ends the agent's input behind everything that was sent. Does nothing the second time. */
  void endInput();

  /** Sends SIGINT to the agent alone. Does nothing if it has ended. */
  void interrupt();

  /** Sends SIGTERM to the agent and everything that descends from it or carries its marker. */
  void terminate();

  /**
   * Stops the whole tree where it is, until {@link #resume}: it does nothing, and loses nothing.
   * Its supervisor and the feeder of its input go on. Called again it stops what is new.
   */
  void suspend();

  /** Lets the tree go on; does nothing to what was not stopped. */
  void resume();

  /**
   * Sends SIGKILL to the whole tree, looks for more and repeats until none is found or the rounds
   * are over. What an earlier call of {@link #remember}, {@link #interrupt} or {@link #terminate}
   * has seen belongs to the tree.
   */
  StopOutcome kill();

  /**
   * Looks at the tree: what is in it now belongs to it even if its parents end, has a process
   * session of its own and carries no marker. Once it has seen the agent, all that is in the
   * agent's own process session belongs to it too. Waits a moment for an agent that has just been
   * claimed.
   */
  void remember();

  /**
   * Like {@link ProcessSupervisor#sweep}, with what was remembered: for the one who reads this
   * process, once it has ended.
   */
  StopOutcome sweep();

  /** Closes files; the process goes on. */
  @Override
  void close();
}
