package dev.orch.cli.command.sessions;

import dev.orch.cli.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sessions; alone the list of them. */
@Command(
    name = "sessions",
    description = "Sessions: what was asked of agents and what became of it.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch sessions",
      "  orch sessions list --project my-app --state failed",
      "  orch sessions show k3v9m2p7qd"
    })
public final class SessionsCommand implements Callable<Integer> {
  @Mixin private final SessionsListCommand list;

  /** Works with this context. */
  public SessionsCommand(CommandContext context) {
    this.list = new SessionsListCommand(context);
  }

  @Override
  public Integer call() {
    return list.call();
  }
}
