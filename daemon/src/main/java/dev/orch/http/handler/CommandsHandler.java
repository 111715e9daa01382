package dev.orch.http.handler;

import dev.orch.api.SubmitCommand;
import dev.orch.api.session.SessionView;
import dev.orch.command.CommandService;
import dev.orch.domain.session.Command;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Problems;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.session.SessionService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/** The routes of commands, and the one that makes a session: the same body, the same use case. */
public final class CommandsHandler {
  /** How long the answer is waited for. */
  public static final Parameter WAIT =
      Parameter.choice("wait", List.of("launched"), "answer when it runs, or could not be started");

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final CommandService commands;
  private final SessionService sessions;
  private final Views views;
  private final Filters filters;
  private final Once once;

  /** Over the use cases. */
  public CommandsHandler(
      CommandService commands, SessionService sessions, Views views, Filters filters, Once once) {
    this.commands = commands;
    this.sessions = sessions;
    this.views = views;
    this.filters = filters;
    this.once = once;
  }

  /** All of them, newest first. */
  public Response list(Request request) {
    return Answers.ok(
        Paging.page(
            commands.list(filters.project(request).orElse(null), Paging.wanted(request)),
            views::command));
  }

  /** One. */
  public Response show(Request request) {
    return Answers.ok(views.command(commands.require(request.id())));
  }

  /** Records a command and makes a session for it; answers with the command. */
  public Response submit(Request request, SubmitCommand body) {
    return start(
        request,
        body,
        (command, session) ->
            Answers.created(request, command.id().value(), views.command(command).with(session)));
  }

  /** The same; answers with the session. */
  public Response createSession(Request request, SubmitCommand body) {
    return start(request, body, (_, session) -> Answers.created(request, session.id(), session));
  }

  private Response start(
      Request request, SubmitCommand body, BiFunction<Command, SessionView, Response> answer) {
    Fields.requireShort("prompt", body.prompt());
    Command.Wanted wanted =
        new Command.Wanted(
            body.agent(),
            body.action(),
            body.project(),
            body.scopePath(),
            body.prompt(),
            body.model(),
            body.base());
    AtomicReference<CommandService.Submitted> made = new AtomicReference<>();
    Response first =
        once.answer(
            request,
            keep ->
                made.set(
                    commands.submit(
                        wanted,
                        Caller.source(request),
                        done ->
                            keep.accept(
                                answer.apply(done.command(), views.session(done.session()))),
                        rejected ->
                            keep.accept(Problems.response(rejected, request.head().path())))));
    CommandService.Submitted started = made.get();
    if (started == null || request.query().text(WAIT).isEmpty()) {
      return first;
    }
    return Response.later(() -> answer.apply(started.command(), launched(started)));
  }

  private SessionView launched(CommandService.Submitted started) {
    try {
      return views.session(sessions.awaitLaunched(started.session().id(), LONGEST_WAIT));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return views.session(started.session());
    }
  }
}
