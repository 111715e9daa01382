package dev.orch.api;

import java.util.Locale;

/**
 * The catalogue of what keeps the daemon from starting. It says so in one line on standard error
 * and ends; nothing was changed then. {@code docs/problems.md} is made from it.
 */
public enum StartProblem {
  DAEMON_RUNNING(75, "A daemon runs already", "use it, or end it first: orch status, orch down"),
  ADDRESS_UNAVAILABLE(1, "Cannot listen there", "free the port, or choose another with PORT"),
  BAD_SETTING(78, "A setting that cannot be used", "put it right where it stands: orch config"),
  STATE_FOLDER_UNSAFE(78, "State folder open to others", "give it to its owner alone: chmod 700"),
  GIT_UNSUPPORTED(78, "No git that can be used", "install git 2.38 or newer"),
  DATABASE_IN_USE(
      78,
      "Database open in another daemon",
      "name another file in DATABASE_URL, or end that one: orch down there"),
  DATABASE_NEWER(
      78,
      "Database of a newer version",
      "run that version again, or put the copy of before its migration in its place"),
  DATABASE_FOREIGN(
      78, "Not a database of ours", "name another file in DATABASE_URL, or move this one away"),
  DATABASE_OF_ANOTHER_STATE_FOLDER(
      78,
      "Database of another state folder",
      "name another file in DATABASE_URL, or use that state folder"),
  DATABASE_DAMAGED(
      78,
      "Database damaged",
      "put a backup in its place, or move it and the state folder away to begin with empty ones;"
          + " worktrees and branches stay"),
  DATABASE_LOST(
      78,
      "Database lost",
      "put it back, or name the one with the sessions in DATABASE_URL; or, to begin anew without"
          + " them, move runs out of the state folder; worktrees and branches stay"),
  DATABASE_UNAVAILABLE(
      1,
      "Database cannot be read or written",
      "free disk space, or make the file and its folder readable and writable"),
  FILE_UNAVAILABLE(1, "A file cannot be used", "make it readable and writable for you");

  private final int exitCode;
  private final String title;
  private final String hint;

  StartProblem(int exitCode, String title, String hint) {
    this.exitCode = exitCode;
    this.title = title;
    this.hint = hint;
  }

  /** Its name in the docs: lower snake case. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What the daemon ends with: 75 if another one is there, 78 if the user must change something.
   */
  public int exitCode() {
    return exitCode;
  }

  /** A few words for a person. */
  public String title() {
    return title;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
