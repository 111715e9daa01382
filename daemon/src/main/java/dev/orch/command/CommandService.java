package dev.orch.command;

import dev.orch.agent.AgentFinder;
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
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what users ask for, and starts a session for it. */
public final class CommandService {
  /** The type of the problem of what nobody foresaw; its detail is in the daemon's log only. */
  private static final String UNFORESEEN = "internal";

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
   * be carried out is recorded too, whatever the reason; only a store that cannot be written to
   * keeps none, and a daemon that ends before it knows.
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
    Received received = new Received(new CommandId(ids.next()), wanted, source);
    Submitted done;
    try {
      SessionRequest request = checks.check(wanted, received.id());
      done = stores.transactions().write(() -> accept(received, request, withCommit));
    } catch (CommandRejectedException why) {
      CommandRejectedException recorded = why.recordedAs(received.id());
      Command.Result.Rejected result =
          new Command.Result.Rejected(
              why.rejection().wireName(), Objects.requireNonNullElse(why.getMessage(), ""));
      stores
          .transactions()
          .write(() -> reject(received, result, () -> withRejection.accept(recorded)));
      throw recorded;
    } catch (StoreUnavailableException
        | StoreClosedException
        | AgentFinder.InterruptedLookException unavailable) {
      throw unavailable;
    } catch (RuntimeException unforeseen) {
      Command.Result.Rejected result = new Command.Result.Rejected(UNFORESEEN, "");
      stores.transactions().write(() -> reject(received, result, () -> {}));
      throw unforeseen;
    }
    sessions.wake(done.session().id());
    return done;
  }

  /** A command that was read, under the id that it is recorded by. */
  private record Received(CommandId id, Command.Wanted wanted, Command.Source source) {
    Actor actor() {
      return new Actor(Actor.Kind.USER, source.wireName());
    }

    CommandPayload.Received fact() {
      return new CommandPayload.Received(
          id.value(), wanted.agent(), wanted.action(), source.wireName());
    }

    Command with(@Nullable ProjectId project, Command.Result result, Instant at) {
      return new Command(id, wanted, project, source, result, at);
    }
  }

  private Submitted accept(
      Received received, SessionRequest request, Consumer<Submitted> withCommit) {
    ProjectId project = request.project().id();
    append(EventType.COMMAND_RECEIVED, project, null, received.actor(), received.fact());
    Session session = sessions.create(request, received.actor());
    Command command =
        received.with(project, new Command.Result.Accepted(session.id()), clock.instant());
    stores.commands().insert(command);
    append(
        EventType.COMMAND_DISPATCHED,
        project,
        session.id().value(),
        Actor.DAEMON,
        new CommandPayload.Dispatched(received.id().value(), session.id().value()));
    Submitted submitted = new Submitted(command, session);
    withCommit.accept(submitted);
    return submitted;
  }

  private void reject(Received received, Command.Result.Rejected result, Runnable withCommit) {
    ProjectId project = checks.findProject(received.wanted().project()).orElse(null);
    append(EventType.COMMAND_RECEIVED, project, null, received.actor(), received.fact());
    stores.commands().insert(received.with(project, result, clock.instant()));
    append(
        EventType.COMMAND_REJECTED,
        project,
        null,
        Actor.DAEMON,
        new CommandPayload.Rejected(received.id().value(), result.problem(), result.detail()));
    withCommit.run();
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
