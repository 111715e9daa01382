package dev.orch.access;

/** Whose token a request carries, from which follows what it may do. */
public enum TokenClass {
  /** The person that the installation belongs to, at a terminal: everything. */
  USER,
  /** A page of the user interface: everything but letting in another page. */
  UI,
  /** An agent at work: reads. It never approves, stops or deletes. */
  AGENT
}
