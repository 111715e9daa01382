package dev.orch.command;

import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.Session;
import dev.orch.session.SessionRequest;
import dev.orch.session.SessionService;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what users ask for, and starts a session for it. */
public final class CommandService {
  private final Stores stores;
  private final CommandChecks checks;
  private final SessionService sessions;
  private final RandomIds ids;
  private final InstantSource clock;

  /** With everything that it calls. */
  public CommandService(
      Stores stores,
      CommandChecks checks,
      SessionService sessions,
      RandomIds ids,
      InstantSource clock) {
    this.stores = stores;
    this.checks = checks;
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  /** A command and the session that carries it out. */
  public record Submitted(Command command, Session session) {}

  /**
   * Records the command and makes its session, whose thread then launches it. A command that cannot
   * be carried out is recorded too.
   *
   * @param withCommit called inside the commit with what was made
   * @param withRejection called inside the commit of a rejected command
   * @throws CommandRejectedException with the reason and the id that the command is recorded under
   */
  public Submitted submit(
      Command.Wanted wanted,
      Command.Source source,
      Consumer<Submitted> withCommit,
      Consumer<CommandRejectedException> withRejection) {
    CommandId id = new CommandId(ids.next());
    SessionRequest request;
    try {
      request = checks.check(wanted, id);
    } catch (CommandRejectedException why) {
      CommandRejectedException recorded = why.recordedAs(id);
      stores.transactions().write(() -> reject(id, wanted, source, recorded, withRejection));
      throw recorded;
    }
    Submitted done =
        stores.transactions().write(() -> accept(id, wanted, source, request, withCommit));
    sessions.wake(done.session().id());
    return done;
  }

  private Submitted accept(
      CommandId id,
      Command.Wanted wanted,
      Command.Source source,
      SessionRequest request,
      Consumer<Submitted> withCommit) {
    Actor actor = new Actor(Actor.Kind.USER, source.wireName());
    ProjectId project = request.project().id();
    append(EventType.COMMAND_RECEIVED, project, null, actor, received(id, wanted, source));
    Session session = sessions.create(request, actor);
    Command command =
        new Command(
            id,
            wanted,
            project,
            source,
            new Command.Result.Accepted(session.id()),
            clock.instant());
    stores.commands().insert(command);
    append(
        EventType.COMMAND_DISPATCHED,
        project,
        session.id().value(),
        Actor.DAEMON,
        new CommandPayload.Dispatched(id.value(), session.id().value()));
    Submitted submitted = new Submitted(command, session);
    withCommit.accept(submitted);
    return submitted;
  }

  private void reject(
      CommandId id,
      Command.Wanted wanted,
      Command.Source source,
      CommandRejectedException why,
      Consumer<CommandRejectedException> withRejection) {
    Actor actor = new Actor(Actor.Kind.USER, source.wireName());
    String detail = Objects.requireNonNullElse(why.getMessage(), "");
    ProjectId project = checks.findProject(wanted.project()).orElse(null);
    append(EventType.COMMAND_RECEIVED, project, null, actor, received(id, wanted, source));
    stores
        .commands()
        .insert(
            new Command(
                id,
                wanted,
                project,
                source,
                new Command.Result.Rejected(why.rejection().wireName(), detail),
                clock.instant()));
    append(
        EventType.COMMAND_REJECTED,
        project,
        null,
        Actor.DAEMON,
        new CommandPayload.Rejected(id.value(), why.rejection().wireName(), detail));
    withRejection.accept(why);
  }

  private static CommandPayload.Received received(
      CommandId id, Command.Wanted wanted, Command.Source source) {
    return new CommandPayload.Received(
        id.value(), wanted.agent(), wanted.action(), source.wireName());
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

  /** Newest first, of all projects or one. */
  public Page<Command> list(@Nullable ProjectId project, Page.Request page) {
    return stores.commands().list(project, page);
  }

  /**
   * The command that a user names by id or the beginning of one.
   *
   * @throws NotFoundException if there is none
   * @throws dev.orch.domain.project.AmbiguousIdException if the beginning fits several
   */
  public Command require(String given) {
    return Lookup.find(
            given,
            id -> stores.commands().find(new CommandId(id)),
            stores.commands()::idsStartingWith)
        .orElseThrow(
            () -> new NotFoundException(NotFoundException.Thing.COMMAND, given, List.of()));
  }
}
