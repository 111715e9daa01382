package dev.orch.http.fuzz;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that is in a state, with all that belongs to it there, and something of everything that
 * hangs on a session.
 */
record Recorded(Session session, InputRequest request, Artifact artifact, String message) {

  /**
   * One of the project.
   *
   * @param folder that holds the project's repository, with the daemon's state beside it
   * @param base a commit of the repository
   */
  static Recorded of(
      Samples samples, ProjectId project, SessionState state, Path folder, String base)
      throws IOException {
    Session fresh = samples.session(project, CommandAction.IMPLEMENT, Samples.NOON);
    Session.ArchivedFrom from =
        state == SessionState.ARCHIVED
            ? new Session.ArchivedFrom(SessionState.FAILED, Reason.AGENT_ERROR)
            : null;
    Session session =
        new Session(
            fresh.id(),
            fresh.assignment(),
            place(fresh, folder, base),
            new Session.Standing(state, reason(state), Samples.NOON, from),
            new Session.Progress(1, null, null, null, null, List.of(), Usage.NONE),
            fresh.times(),
            fresh.version());
    Path file = Files.writeString(folder.resolve(session.id() + ".patch"), "0123456789");
    Path run = folder.resolve("state/runs/%s/1".formatted(session.id()));
    Files.writeString(Files.createDirectories(run).resolve("out.log"), "printed\n");
    return new Recorded(
        session,
        samples.inputRequest(session.id(), "key", Samples.NOON),
        artifact(samples.artifact(session, Artifact.Kind.DIFF, Samples.NOON), file),
        "f" + session.id());
  }

  private static Session.Place place(Session fresh, Path folder, String base) {
    Path worktree = folder.resolve("worktrees").resolve(fresh.id().value());
    return new Session.Place(
        "orch/" + fresh.id(), "main", base, base, worktree, fresh.place().log());
  }

  private static Artifact artifact(Artifact sample, Path file) {
    return new Artifact(
        sample.id(),
        sample.session(),
        sample.project(),
        1,
        sample.kind(),
        new Artifact.Content("diff.patch", file, 10, "00ff", "text/x-patch"),
        null,
        null,
        Samples.NOON);
  }

  private static @Nullable Reason reason(SessionState state) {
    return switch (state) {
      case CREATED -> Reason.PREPARING;
      case RUNNING -> Reason.WORKING;
      case WAITING_FOR_USER -> Reason.APPROVAL;
      case FAILED -> Reason.AGENT_ERROR;
      case STOPPED -> Reason.USER;
      case COMPLETED, ARCHIVED, DELETED -> null;
    };
  }

  /** Whether a turn is open in the state. */
  private static boolean atWork(SessionState state) {
    return switch (state) {
      case CREATED, RUNNING, WAITING_FOR_USER -> true;
      case COMPLETED, FAILED, STOPPED, ARCHIVED, DELETED -> false;
    };
  }

  /** Stores it all; once. */
  void into(Stores stores) {
    stores
        .transactions()
        .write(() -> {
          stores.commands().insert(command());
          stores.sessions().insert(session);
          stores.turns().insert(Samples.turn(session.id(), 1));
          if (session.standing().state() == SessionState.WAITING_FOR_USER) {
            stores.inputRequests().insert(request);
          }
          if (!atWork(session.standing().state())) {
            stores.turns().finish(session.id(), 1, end());
          }
          stores.artifacts().insert(artifact);
          stores.events().append(Samples.said(session, "I am at it"));
          stores.followUps().keep(message, session.id(), "x", FollowUp.Mode.AUTO, Samples.NOON);
        });
  }

  private Command command() {
    Session.Assignment assignment = session.assignment();
    return new Command(
        assignment.command(),
        null,
        new Command.Wanted.Work("claude", "implement", "shot", null, "add caching", null, null),
        assignment.project(),
        Command.Source.CLI,
        new Command.Result.Accepted(session.id()),
        Samples.NOON);
  }

  private static Turn.End end() {
    Outcome outcome =
        new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.EXIT, null, null, List.of());
    return new Turn.End(outcome, 0, Usage.NONE, Samples.NOON);
  }
}
