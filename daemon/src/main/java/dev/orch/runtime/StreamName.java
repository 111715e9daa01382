package dev.orch.runtime;

/** The two streams that a process writes. */
public enum StreamName {
  OUT,
  ERR
}
