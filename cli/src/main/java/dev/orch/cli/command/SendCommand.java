package dev.orch.cli.command;

import dev.orch.api.AgentView;
import dev.orch.api.ApiPath;
import dev.orch.api.CommandPreview;
import dev.orch.api.CommandView;
import dev.orch.api.SubmitCommand;
import dev.orch.api.project.ProjectView;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.command.follow.SentCommand;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import dev.orch.cli.view.AgentLack;
import dev.orch.cli.view.SessionSheet;
import dev.orch.cli.view.SessionWord;
import dev.orch.cli.view.Trouble;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an agent something to do. */
@Command(
    name = "send",
    description =
        "Give an agent something to do: starts a session. Ends with 4 when that failed at once.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch send claude implement my-app \"add error handling to the API\"",
      "  orch send claude review my-app src/auth",
      "  orch send \"ask claude to review src/auth in my-app\"",
      "  git diff | orch send claude review my-app -"
    })
public final class SendCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "AGENT",
      completionCandidates = Candidates.Agents.class,
      description = "claude, codex, copilot, cursor; or the whole command in words.")
  private String agent;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACTION",
      completionCandidates = Candidates.Actions.class,
      description = "analyze and review only read; implement and plan get a worktree of their own.")
  private @Nullable String action;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Slug or id of the project.")
  private @Nullable String project;

  @Parameters(
      index = "3..*",
      paramLabel = "SCOPE-OR-PROMPT",
      description =
          "The first is the scope if it is a path of the project with a / or . in it, or stands"
              + " alone; the rest is the prompt. - reads the prompt from standard input.")
  private List<String> rest = List.of();

  @Option(names = "--model", paramLabel = "MODEL", description = "Passed on to the agent.")
  private @Nullable String model;

  @Option(names = "--base", paramLabel = "REF", description = "What the branch starts at.")
  private @Nullable String base;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "What the branch is called; named by the project's template, if not given.")
  private @Nullable String branch;

  @Option(names = "--scope", paramLabel = "PATH", description = "The scope, said outright.")
  private @Nullable String scope;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "The prompt, said outright.")
  private @Nullable String prompt;

  @Option(names = "--prompt-file", paramLabel = "FILE", description = "A file with the prompt.")
  private @Nullable Path promptFile;

  @Option(names = "--dry-run", description = "Say what it means; start nothing.")
  private boolean dryRun;

  /** Works with this context. */
  public SendCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DaemonClient daemon = context.daemon();
    SubmitCommand body = body(daemon);
    if (dryRun) {
      preview(daemon.post(ApiPath.COMMANDS.with() + new UrlQuery().add("dry_run", true), body));
      return ExitCode.DONE.code();
    }
    Answer answer = launched(daemon, body);
    CommandView command = answer.as(CommandView.class);
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      show(command, daemon);
    }
    warnOfLogin(command.agent(), daemon);
    return (hasEnded(command) ? ExitCode.SESSION_FAILED : ExitCode.DONE).code();
  }

  private Answer launched(DaemonClient daemon, SubmitCommand body) {
    return context
        .output()
        .during(
            "waiting for the agent to start; Ctrl-C lets it go on",
            () ->
                sent(
                    daemon,
                    ApiPath.COMMANDS.with() + new UrlQuery().add("wait", "launched"),
                    body));
  }

  /** Asks for it; who interrupts that is told of the session. */
  Answer sent(DaemonClient daemon, String target, SubmitCommand body) {
    SentCommand sent = new SentCommand(body, context.now());
    context.parting().findsBy(() -> sent.findSession(context.runningDaemon()));
    return daemon.post(target, body);
  }

  /** Whether nothing is to be started. */
  boolean isDryRun() {
    return dryRun;
  }

  /** What was typed, for the daemon. */
  SubmitCommand body(DaemonClient daemon) {
    return action == null ? words() : fields(action, daemon);
  }

  /** The whole command as it was typed, in one argument. */
  private SubmitCommand words() {
    context.refuseInsideAgent("give a command in words");
    boolean alone =
        Stream.of(model, base, branch, scope, prompt, promptFile).allMatch(Objects::isNull);
    if (!alone || agent.strip().indexOf(' ') < 0) {
      throw CliException.misuse(
          alone
              ? "What is \"%s\" to do? orch send AGENT ACTION PROJECT ...".formatted(agent)
              : "A command in words says all of it: put the options into the words.");
    }
    return new SubmitCommand(agent, null, null, null, null, null, null, null, null);
  }

  private SubmitCommand fields(String wanted, DaemonClient daemon) {
    if (project == null) {
      throw CliException.misuse(
          "In which project? orch send %s %s PROJECT ...".formatted(agent, wanted));
    }
    String named = project;
    PromptSource said = new PromptSource(context.input(), context.surroundings().folder());
    ScopeAndPrompt split =
        ScopeAndPrompt.of(
            rest,
            Optional.ofNullable(scope),
            said.explicit(prompt, promptFile),
            said::standardInput,
            () -> path(named, daemon));
    return new SubmitCommand(
        null, agent, wanted, named, split.scope(), split.prompt(), model, base, branch);
  }

  /** Says what the command would do. */
  private void preview(Answer answer) {
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return;
    }
    CommandPreview preview = answer.as(CommandPreview.class);
    context.output().line("would  " + preview.text());
    context.output().table(new Table(List.of(), rows(preview)));
    context.output().advice("Nothing was started: leave out --dry-run to do it.");
  }

  private static List<List<Cell>> rows(CommandPreview preview) {
    Map<String, @Nullable String> said = new LinkedHashMap<>();
    said.put("session", preview.sessionId());
    said.put("scope", preview.scopePath());
    said.put("prompt", preview.prompt());
    said.put("model", preview.model());
    said.put("base", preview.base());
    said.put("branch", preview.branch());
    return said.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(entry -> List.of(Cell.of(entry.getKey()), Cell.title(entry.getValue())))
        .toList();
  }

  /** So that what was to follow on it is not begun; asking something of a session is done. */
  private static boolean hasEnded(CommandView command) {
    SessionView session = command.session();
    return command.agent() != null
        && session != null
        && (session.state() == SessionState.FAILED || session.state() == SessionState.STOPPED);
  }

  /** Said behind the answer, which does not wait for it. */
  private void warnOfLogin(@Nullable String named, DaemonClient daemon) {
    try {
      daemon.get(ApiPath.AGENTS.with()).pageOf(AgentView.class).items().stream()
          .filter(known -> known.id().equals(named) && Boolean.FALSE.equals(known.loggedIn()))
          .forEach(known ->
              context
                  .output()
                  .warning("warning: %s: %s".formatted(known.id(), AgentLack.of(known))));
    } catch (CliException e) {
      return; // what was asked for is done; there is only nothing to warn of
    }
  }

  private static Optional<Path> path(String project, DaemonClient daemon) {
    try {
      String found = daemon.get(ApiPath.PROJECT.with(project)).as(ProjectView.class).path();
      return Optional.of(Path.of(found));
    } catch (ProblemException e) {
      return Optional.empty(); // the command itself will say so, with what is near it
    }
  }

  private void show(CommandView command, DaemonClient daemon) {
    SessionView session = command.session();
    if (session == null) {
      return;
    }
    SessionSheet sheet =
        new SessionSheet(
            session,
            List.of(),
            List.of(),
            Trouble.of(session, daemon),
            context.now(),
            context.output().choices().zone());
    context
        .output()
        .line(List.of(Cell.of(session.id()), Cell.of(sheet.what()), SessionWord.full(session)));
    context.output().table(sheet.birth(context.surroundings()));
    context
        .output()
        .advice(
            "orch logs -f %1$s   follow it        orch sessions show %1$s   its state"
                .formatted(session.id()));
  }
}
