package dev.orch.command;

import dev.orch.agent.AgentFinder;
import dev.orch.command.grammar.CommandText;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.BranchTakenException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.session.RequestOpenException;
import dev.orch.session.SessionRequest;
import dev.orch.session.SessionService;
import dev.orch.store.CommandStore;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import dev.orch.store.figures.FacetCube;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what users ask for, and does it: starts a session, or asks something of one. */
public final class CommandService {
  private final Stores stores;
  private final CommandChecks checks;
  private final SessionService sessions;
  private final RandomIds ids;
  private final CommandLog log;

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
    this.log = new CommandLog(stores, clock);
  }

  /** A command and the session that carries it out. */
  public record Submitted(Command command, Session session) {}

  /**
   * Says what the command means. Records nothing and starts nothing.
   *
   * @throws CommandRejectedException as {@link #submit} would, and what else that refuses with but
   *     for what the session's lifecycle does not allow now
   */
  public Preview preview(Asked asked) {
    Command.Wanted wanted = checks.read(asked);
    String text = CommandText.of(wanted);
    return switch (wanted) {
      case Command.Wanted.Work work -> preview(text, checks.check(work, new CommandId(ids.next())));
      case Command.Wanted.Act act ->
          new Preview.Act(text, act.asked(), checks.check(act), act.message());
      case Command.Wanted.Unread unread -> throw new IllegalArgumentException(unread.toString());
    };
  }

  private Preview preview(String text, SessionRequest request) {
    try {
      return new Preview.Work(text, request, sessions.findBranch(request).orElse(null));
    } catch (BranchTakenException taken) {
      throw CommandRejectedException.taken(taken);
    }
  }

  /**
   * Records the command and does it: makes a session, whose thread then launches it, or asks of one
   * what its verb asks. A command that cannot be carried out is recorded too, whatever the reason;
   * only a store that cannot be written to keeps none, and a daemon that ends before it knows.
   *
   * @param withCommit called inside the commit with what was made
   * @param withRejection called inside the commit of a command that is refused, with what is thrown
   *     then; not for what nobody foresaw
   * @throws CommandRejectedException with the reason and the id that the command is recorded under
   * @throws NotFoundException if the session of one is gone
   * @throws AmbiguousIdException if the beginning of the session's id fits several
   * @throws dev.orch.disk.DiskFullException if there is no room for a session
   * @throws TurnRefusedException if a turn that would begin could not be launched
   * @throws WorktreeUnusableException if its worktree cannot be had again
   * @throws RequestOpenException if the session waits for an answer
   * @throws IllegalTransitionException if the session's lifecycle does not allow it
   */
  public Submitted submit(
      Asked asked,
      Command.Source source,
      Consumer<Submitted> withCommit,
      Consumer<RuntimeException> withRejection) {
    Received unread = Received.of(new CommandId(ids.next()), asked, source);
    Received received;
    try {
      received = unread.saying(checks.read(asked));
    } catch (CommandRejectedException why) {
      throw rejected(unread, why, withRejection);
    }
    return carryOut(received, withCommit, withRejection);
  }

  private Submitted carryOut(
      Received received, Consumer<Submitted> withCommit, Consumer<RuntimeException> withRejection) {
    Submitted done;
    try {
      done =
          switch (received.wanted()) {
            case Command.Wanted.Work work ->
                start(received, checks.check(work, received.id()), withCommit);
            case Command.Wanted.Act act -> act(received, act, checks.check(act), withCommit);
            case Command.Wanted.Unread unread ->
                throw new IllegalArgumentException(unread.toString());
          };
    } catch (CommandRejectedException why) {
      throw rejected(received, why, withRejection);
    } catch (BranchTakenException taken) {
      throw rejected(received, CommandRejectedException.taken(taken), withRejection);
    } catch (StoreUnavailableException
        | StoreClosedException
        | AgentFinder.InterruptedLookException unavailable) {
      throw unavailable;
    } catch (RuntimeException refused) {
      Optional<Command.Result.Rejected> foreseen = Refusal.find(refused);
      record(
          received,
          foreseen.orElse(Refusal.UNFORESEEN),
          () -> foreseen.ifPresent(_ -> withRejection.accept(refused)));
      throw refused;
    }
    sessions.wake(done.session().id());
    return done;
  }

  private Submitted start(
      Received received, SessionRequest request, Consumer<Submitted> withCommit) {
    return stores
        .transactions()
        .write(() -> {
          log.received(received, request.project().id());
          return kept(received, sessions.create(request, received.actor()), withCommit);
        });
  }

  private Submitted act(
      Received received, Command.Wanted.Act act, Session session, Consumer<Submitted> withCommit) {
    return stores
        .transactions()
        .write(() -> {
          log.received(received, session.assignment().project());
          return kept(
              received,
              sessions.act(session.id(), act.asked(), act.message(), received.actor()),
              withCommit);
        });
  }

  private Submitted kept(Received received, Session session, Consumer<Submitted> withCommit) {
    Submitted submitted = new Submitted(log.accepted(received, session), session);
    withCommit.accept(submitted);
    return submitted;
  }

  private CommandRejectedException rejected(
      Received received, CommandRejectedException why, Consumer<RuntimeException> withRejection) {
    CommandRejectedException recorded = why.recordedAs(received.id());
    record(
        received,
        new Command.Result.Rejected(why.rejection().wireName(), text(why), why.hint().orElse(null)),
        () -> withRejection.accept(recorded));
    return recorded;
  }

  private void record(Received received, Command.Result.Rejected result, Runnable withCommit) {
    stores
        .transactions()
        .write(() -> {
          log.rejected(received, checks.findProject(received.wanted()), result);
          withCommit.run();
        });
  }

  private static String text(RuntimeException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "");
  }

  /** Newest first. */
  public Page<Command> list(CommandStore.Filter filter, Page.Request page) {
    return stores.commands().list(filter, page);
  }

  /**
   * How many there are by each facet.
   *
   * @param session which they were for; null means any
   */
  public FacetCube count(@Nullable SessionId session) {
    return stores.commands().count(session);
  }

  /**
   * The command that a user names by id or the beginning of one.
   *
   * @throws NotFoundException if there is none
   * @throws AmbiguousIdException if the beginning fits several
   */
  public Command require(String given) {
    return Lookup.find(
            given,
            id -> stores.commands().find(new CommandId(id)),
            stores.commands()::idsStartingWith)
        .orElseThrow(() -> Lookup.missing(NotFoundException.Thing.COMMAND, given));
  }
}
