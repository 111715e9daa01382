package dev.orch.runtime;

import java.util.List;

/** What is known of a process tree after it was told to die. */
public sealed interface StopOutcome {

  /** Nothing that could be found is left. */
  record Dead() implements StopOutcome {}

  /**
   * Some are left in spite of SIGKILL, or could not be looked at.
   *
   * @param pids process ids of those that were found
   */
  record Unproven(List<Long> pids) implements StopOutcome {
    /** What a person does about it. */
    public static final String HINT = "look at them with ps, end them with kill";

    /** Keeps its own copy. */
    public Unproven {
      pids = List.copyOf(pids);
    }

    /** For a person. */
    public String words() {
      return "processes of this session may still run: " + pids;
    }
  }
}
