package dev.orch.cli.failure;

/** What a command ends with. */
public enum ExitCode {
  DONE(0, "done"),
  PROBLEM(1, "the daemon reported a problem"),
  MISUSE(2, "the command line cannot be understood"),
  NO_DAEMON(3, "no daemon of this installation answers"),
  SESSION_FAILED(4, "the session failed or was stopped (send, run, wait)"),
  NEEDS_YOU(5, "the session waits for you (run, wait)"),
  ALREADY_RUNNING(75, "a daemon is running on this state folder already (daemon)"),
  BAD_CONFIGURATION(78, "a setting has a value that it cannot have (daemon)"),
  INTERRUPTED(130, "interrupted by Ctrl-C");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** 0–255. */
  public int code() {
    return code;
  }

  /** A few words for a person. */
  public String meaning() {
    return meaning;
  }
}
