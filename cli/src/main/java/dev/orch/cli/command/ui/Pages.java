package dev.orch.cli.command.ui;

import dev.orch.api.ApiPath;
import dev.orch.api.access.LoginCodeView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import java.net.URI;

/**
 * A daemon's pages for browsers.
 *
 * @param context of who wants to see them: their terminal and their desktop
 * @param daemon whose pages they are
 */
public record Pages(CommandContext context, DaemonClient daemon) {

  /** A code that lets one browser in, once and within a minute; each call makes another one. */
  Answer code() {
    return daemon.post(ApiPath.LOGIN_CODES.with(), null);
  }

  /**
   * Prints a link that lets in once, and says what to do with it. Each call makes another one, and
   * does not wait for what comes of it.
   *
   * @param open whether it is opened too, where there is a desktop and a person at the terminal
   */
  public void show(boolean open) {
    String link = code().as(LoginCodeView.class).url();
    context.output().line(link);
    boolean opened =
        open
            && context.output().screen().outputIsTerminal()
            && new Browser(context.surroundings()).open(link);
    context
        .output()
        .advice(
            opened
                ? "opened in your browser; the link lets in once"
                : "open it in a browser on this machine; it lets in once, within a minute");
    if (!opened && context.surroundings().variable("SSH_CONNECTION").isPresent()) {
      int port = URI.create(link).getPort();
      context
          .output()
          .advice(
              "from where you sit, first: ssh -N -L %d:127.0.0.1:%d HOST".formatted(port, port));
    }
  }
}
