package dev.orch.runtime;

/** What a run folder says about its run. */
public sealed interface RunStatus {

  /** There is no run folder. */
  record Missing() implements RunStatus {}

  /** The folder is there and nobody has claimed the start. */
  record Unclaimed() implements RunStatus {}

  /** A supervisor claimed the start: the agent runs, has ended, or is about to be started. */
  record Claimed(ProcessRecord supervisor) implements RunStatus {}

  /** The daemon took the claim with {@link ProcessSupervisor#forbid}: it never starts. */
  record Forbidden() implements RunStatus {}
}
