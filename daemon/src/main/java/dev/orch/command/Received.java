package dev.orch.command;

import dev.orch.api.event.CommandPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that came in, under the id that it is recorded by.
 *
 * @param text as it was typed; null if it came as fields
 */
record Received(CommandId id, @Nullable String text, Command.Wanted wanted, Command.Source source) {

  /** As it came: of one in words nothing is known yet. */
  static Received of(CommandId id, Asked asked, Command.Source source) {
    return switch (asked) {
      case Asked.Words(String text) -> new Received(id, text, new Command.Wanted.Unread(), source);
      case Asked.Fields(Command.Wanted.Work work) -> new Received(id, null, work, source);
    };
  }

  /** The same, once it was read. */
  Received saying(Command.Wanted read) {
    return new Received(id, text, read, source);
  }

  Actor actor() {
    return new Actor(Actor.Kind.USER, source.wireName());
  }

  CommandPayload.Received fact() {
    return switch (wanted) {
      case Command.Wanted.Work work -> fact(work.agent(), work.action());
      case Command.Wanted.Act act -> fact(null, act.asked().wireName());
      case Command.Wanted.Unread _ -> fact(null, null);
    };
  }

  private CommandPayload.Received fact(@Nullable String agent, @Nullable String action) {
    return new CommandPayload.Received(id.value(), agent, action, source.wireName());
  }

  Command with(@Nullable ProjectId project, Command.Result result, Instant at) {
    return new Command(id, text, wanted, project, source, result, at);
  }
}
