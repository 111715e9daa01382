package dev.orch.command;

import dev.orch.agent.Agents;
import dev.orch.command.grammar.CommandGrammar;
import dev.orch.command.grammar.MisreadException;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.Session;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a command and looks at it before anything happens. */
public final class CommandChecks {
  private final CommandGrammar grammar;
  private final WorkChecks work;
  private final TurnCheck turns;
  private final SessionQueries sessions;
  private final Consumer<Project> room;

  /**
   * With everything that it asks.
   *
   * @param room throws {@link dev.orch.disk.DiskFullException} where no turn of the project may
   *     begin
   */
  public CommandChecks(
      ProjectService projects, Agents agents, SessionQueries sessions, Consumer<Project> room) {
    this.grammar = new CommandGrammar(new StoredVocabulary(projects, sessions, agents));
    this.work = new WorkChecks(projects, agents);
    this.turns = new TurnCheck(projects, agents, room);
    this.sessions = sessions;
    this.room = room;
  }

  /**
   * What a command says, whichever way it came in.
   *
   * @throws CommandRejectedException with the word that cannot be read
   */
  Command.Wanted read(Asked asked) {
    return switch (asked) {
      case Asked.Fields(Command.Wanted.Work fields) -> fields;
      case Asked.Words(String text) -> read(text);
    };
  }

  private Command.Wanted read(String text) {
    try {
      return grammar.read(text);
    } catch (MisreadException misread) {
      throw CommandRejectedException.misread(misread);
    }
  }

  /**
   * The session that would carry the work out.
   *
   * @throws CommandRejectedException with the first thing that is wrong with it
   * @throws dev.orch.disk.DiskFullException if nothing is, and there is no room for it
   */
  SessionRequest check(Command.Wanted.Work wanted, CommandId id) {
    SessionRequest request = work.check(wanted, id);
    room.accept(request.project());
    return request;
  }

  /**
   * The session that is meant, whose next turn can be launched if one would begin.
   *
   * @throws NotFoundException if there is none
   * @throws AmbiguousIdException if the beginning of its id fits several
   * @throws TurnRefusedException if a turn that would begin could not be launched
   * @throws dev.orch.disk.DiskFullException if there is no room for it
   */
  Session check(Command.Wanted.Act act) {
    Session session = sessions.require(act.session());
    turns.requireFor(sessions.detail(session), act.asked());
    return session;
  }

  /** The project that was meant, as far as that is not what was wrong. */
  @Nullable ProjectId findProject(Command.Wanted wanted) {
    return switch (wanted) {
      case Command.Wanted.Work asked -> work.findProject(asked.project()).orElse(null);
      case Command.Wanted.Act act -> projectOf(act.session()).orElse(null);
      case Command.Wanted.Unread _ -> null;
    };
  }

  private Optional<ProjectId> projectOf(String session) {
    try {
      return Optional.of(sessions.require(session).assignment().project());
    } catch (NotFoundException | AmbiguousIdException _) {
      return Optional.empty();
    }
  }
}
