package dev.orch.cli.failure;

/** The daemon's process is there and says nothing, nor will it: to wait for it makes no sense. */
public final class HungDaemonException extends NoDaemonException {
  private static final long serialVersionUID = 1L;

  /** Says how to get rid of it. */
  public HungDaemonException(Complaint complaint) {
    super(complaint);
  }
}
