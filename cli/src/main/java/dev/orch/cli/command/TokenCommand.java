package dev.orch.cli.command;

import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.Json;
import dev.orch.cli.failure.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the token. */
@Command(
    name = "token",
    description = "Print the token of this installation, for scripts that call the API.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch token",
      "  curl -H \"Authorization: Bearer $(orch token)\" http://127.0.0.1:8000/api/v1/sessions"
    })
public final class TokenCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public TokenCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("read the token");
    String token = DaemonClient.token(context.surroundings().stateFolder());
    if (context.output().choices().json()) {
      context.output().json(Json.text(Map.of("token", token)));
    } else {
      context.output().line(token);
    }
    return ExitCode.DONE.code();
  }
}
