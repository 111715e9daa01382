package dev.orch.cli.view;

import dev.orch.api.ApiPath;
import dev.orch.api.session.NoBody;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Output;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.failure.CliException;

/** Tells the daemon that a person has looked. */
public final class Seen {
  private Seen() {}

  /** If one has: a script looks at nothing. A daemon that cannot take it is left alone. */
  public static void by(Output output, DaemonClient daemon, SessionView session) {
    if (!output.screen().outputIsTerminal() || !SessionWord.isNews(session)) {
      return;
    }
    try {
      daemon.post(ApiPath.SEEN.with(session.id()), new NoBody());
    } catch (CliException e) {
      return; // what was asked for is done; it only stays among the news
    }
  }
}
