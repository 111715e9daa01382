package dev.orch.cli.failure;

/** A command cannot go on; the top of the program tells the user and ends with the exit code. */
public class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final transient Complaint complaint;

  /** Ends with this code. */
  public CliException(ExitCode exit, Complaint complaint) {
    super(complaint.headline());
    this.exit = exit;
    this.complaint = complaint;
  }

  /** What was typed makes no sense. */
  public static CliException misuse(String headline) {
    return new CliException(ExitCode.MISUSE, Complaint.of(headline));
  }

  /** It was understood and cannot be done. */
  public static CliException refused(String headline) {
    return new CliException(ExitCode.PROBLEM, Complaint.of(headline));
  }

  /** What the command ends with. */
  public ExitCode exit() {
    return exit;
  }

  /** What the user is told. */
  public Complaint complaint() {
    return complaint;
  }
}
