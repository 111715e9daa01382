package dev.orch.cli.failure;

import dev.orch.api.ProblemType;

/** The daemon answered with a problem. */
public final class ProblemException extends CliException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String body;

  /**
   * The daemon's answer.
   *
   * @param type the problem's {@code type}
   * @param body as it came
   */
  public ProblemException(ExitCode exit, Complaint complaint, String type, String body) {
    super(exit, complaint);
    this.type = type;
    this.body = body;
  }

  /** Whether it is this one. */
  public boolean is(ProblemType wanted) {
    return wanted.uri().equals(type);
  }

  /** The problem as the daemon sent it. */
  public String body() {
    return body;
  }
}
