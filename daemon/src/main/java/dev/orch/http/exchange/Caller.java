package dev.orch.http.exchange;

import dev.orch.domain.access.TokenClass;
import dev.orch.domain.event.Actor;
import dev.orch.domain.session.Command;
import dev.orch.http.Request;

/** Who sent a request, in the words of the domain. */
public final class Caller {
  private Caller() {}

  /** Through which door it came. */
  public static Command.Source source(Request request) {
    TokenClass caller = request.caller();
    if (caller == TokenClass.UI) {
      return Command.Source.UI;
    }
    if (caller == TokenClass.AGENT) {
      return Command.Source.AGENT;
    }
    boolean cli = request.head().headers().find("x-orch-client").filter("cli"::equals).isPresent();
    return cli ? Command.Source.CLI : Command.Source.API;
  }

  /** The actor of what the request does. */
  public static Actor actor(Request request) {
    Command.Source source = source(request);
    return new Actor(
        source == Command.Source.AGENT ? Actor.Kind.AGENT : Actor.Kind.USER, source.wireName());
  }
}
