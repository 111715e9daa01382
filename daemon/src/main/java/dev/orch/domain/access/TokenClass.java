package dev.orch.domain.access;

import java.util.Locale;

/** Whose token a request carries, from which follows what it may do. */
public enum TokenClass {
  /** The person that the installation belongs to, at a terminal: everything. */
  USER,
  /** A page of the user interface: everything but letting in another page. */
  UI,
  /** An agent at work: reads. It never approves, stops or deletes. */
  AGENT;

  /** As it is stored. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one that is stored so.
   *
   * @throws IllegalArgumentException if none is
   */
  public static TokenClass of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
