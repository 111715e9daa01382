package dev.orch.cli.failure;

/** There is no daemon to talk to, or what is there is not ours. */
public sealed class NoDaemonException extends CliException permits HungDaemonException {
  private static final long serialVersionUID = 1L;

  /** Says where it was looked for. */
  public NoDaemonException(Complaint complaint) {
    super(ExitCode.NO_DAEMON, complaint);
  }
}
