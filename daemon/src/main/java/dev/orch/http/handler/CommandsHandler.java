package dev.orch.http.handler;

import dev.orch.api.SubmitCommand;
import dev.orch.api.session.SessionView;
import dev.orch.command.Asked;
import dev.orch.command.CommandService;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Problems;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.AskedBody;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Paging;
import dev.orch.http.exchange.Views;
import dev.orch.http.json.Json;
import dev.orch.session.SessionService;
import dev.orch.store.CommandStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The routes of commands, and the one that makes a session: the same body, the same use case. */
public final class CommandsHandler {
  /** How long the answer is waited for. */
  public static final Parameter WAIT =
      Parameter.choice("wait", List.of("launched"), "answer when it runs, or could not be started");

  /** Whether it is only read. */
  public static final Parameter DRY_RUN =
      Parameter.flag("dry_run", "say what the command means; record and start nothing");

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
    Optional<ProjectId> project = filters.project(request);
    Optional<AgentId> agent = filters.agent(request);
    Optional<String> action = request.query().text(Filters.COMMAND_ACTION);
    Optional<SessionId> session = filters.session(request);
    Optional<Command.Status> status =
        request.query().choice(Filters.COMMAND_STATUS, Command.Status.class);
    CommandStore.Filter filter =
        new CommandStore.Filter(
            project.orElse(null),
            agent.orElse(null),
            action.orElse(null),
            session.orElse(null),
            status.orElse(null));
    return Answers.ok(
        filters.faceted(
            request,
            views.commands(request, commands.list(filter, Paging.wanted(request))),
            () -> commands.count(session.orElse(null)),
            Filters.chosen(
                Map.of(
                    Filters.PROJECT, project.map(ProjectId::value),
                    Filters.AGENT, agent.map(AgentId::value),
                    Filters.COMMAND_ACTION, action,
                    Filters.COMMAND_STATUS, status.map(Command.Status::wireName)))));
  }

  /** One. */
  public Response show(Request request) {
    return Answers.ok(views.command(commands.require(request.id())));
  }

  /** Records a command and makes a session for it; answers with the command. */
  public Response submit(Request request, SubmitCommand body) {
    if (request.query().flag(DRY_RUN)) {
      return Answers.ok(views.preview(commands.preview(AskedBody.read(body))));
    }
    return start(
        request,
        AskedBody.read(body),
        new Form(
            (command, session) ->
                Answers.created(
                    request, command.id().value(), views.command(command).with(session)),
            id -> session(commands.require(id))));
  }

  /** The same; answers with the session. */
  public Response createSession(Request request, SubmitCommand body) {
    return start(
        request,
        AskedBody.readFields(body),
        new Form((_, session) -> Answers.created(request, session.id(), session), SessionId::new));
  }

  /**
   * How an answer looks.
   *
   * @param of the answer that shows this
   * @param session whose session it is, by the id in it
   */
  private record Form(
      BiFunction<Command, SessionView, Response> of, Function<String, SessionId> session) {}

  private Response start(Request request, Asked asked, Form form) {
    Response recorded =
        once.answer(
            request,
            keep ->
                commands.submit(
                    asked,
                    Caller.source(request),
                    done ->
                        keep.accept(form.of().apply(done.command(), views.session(done.session()))),
                    refused -> keepRefusal(keep, request, refused)));
    boolean waits = recorded.status() == 201 && request.query().text(WAIT).isPresent();
    return waits ? Response.later(() -> launched(recorded, form)) : recorded;
  }

  /** What may be otherwise the next time, as a full disk, is no answer to keep. */
  private static void keepRefusal(
      Consumer<Response> keep, Request request, RuntimeException refused) {
    Response answer = Problems.response(refused, request.head().path());
    if (answer.status() < 500) {
      keep.accept(answer);
    }
  }

  /**
   * The answer once the session runs. A repeated request is answered so too: what was recorded of
   * the first one was written before the launch.
   */
  private Response launched(Response recorded, Form form) {
    SessionId id = form.session().apply(Json.id(Once.text(recorded)));
    try {
      Session session = sessions.awaitLaunched(id, LONGEST_WAIT);
      Command command = commands.require(session.assignment().command().value());
      return form.of().apply(command, views.session(session));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return recorded;
    }
  }

  private static SessionId session(Command command) {
    return switch (command.result()) {
      case Command.Result.Accepted(SessionId session) -> session;
      case Command.Result.Rejected _ ->
          throw new IllegalArgumentException("no session carries out command " + command.id());
    };
  }
}
