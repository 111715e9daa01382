package dev.orch.cli.view;

import dev.orch.api.session.SessionView;

/** Where to look once a session has been followed to its end. */
public final class NextLook {
  private NextLook() {}

  /** The commands, on one line. Who may change nothing has no branch, and leaves no diff. */
  public static String after(SessionView session) {
    String show = "orch sessions show " + session.id();
    return session.branch() == null ? show : "orch diff %s        %s".formatted(session.id(), show);
  }
}
