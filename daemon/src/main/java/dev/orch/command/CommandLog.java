package dev.orch.command;

import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.Session;
import dev.orch.store.Stores;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Writes down what became of commands, inside the unit of the caller. */
final class CommandLog {
  private final Stores stores;
  private final InstantSource clock;

  /** Over these stores. */
  CommandLog(Stores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  /** It is there; said before anything is done about it. */
  void received(Received received, @Nullable ProjectId project) {
    append(EventType.COMMAND_RECEIVED, project, null, received.actor(), received.fact());
  }

  /** This session carries it out. */
  Command accepted(Received received, Session session) {
    ProjectId project = session.assignment().project();
    Command command =
        received.with(project, new Command.Result.Accepted(session.id()), clock.instant());
    stores.commands().insert(command);
    append(
        EventType.COMMAND_DISPATCHED,
        project,
        session.id().value(),
        Actor.DAEMON,
        new CommandPayload.Dispatched(received.id().value(), session.id().value()));
    return command;
  }

  /** It cannot be carried out. */
  void rejected(Received received, @Nullable ProjectId project, Command.Result.Rejected result) {
    received(received, project);
    stores.commands().insert(received.with(project, result, clock.instant()));
    append(
        EventType.COMMAND_REJECTED,
        project,
        null,
        Actor.DAEMON,
        new CommandPayload.Rejected(
            received.id().value(), result.problem(), result.detail(), result.hint()));
  }

  private void append(
      EventType type,
      @Nullable ProjectId project,
      @Nullable String session,
      Actor actor,
      EventPayload payload) {
    stores
        .events()
        .append(new NewEvent(type, clock.instant(), project, session, 0, actor, payload));
  }
}
