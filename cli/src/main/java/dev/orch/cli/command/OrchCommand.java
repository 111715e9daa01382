package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.HealthView;
import dev.orch.api.project.ProjectView;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Choices;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.Build;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.Json;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.process.FirstCommit;
import dev.orch.cli.text.Ages;
import dev.orch.cli.view.Overview;
import dev.orch.cli.view.PickedSessions;
import dev.orch.cli.view.Requests;
import dev.orch.cli.view.Trouble;
import dev.orch.cli.view.WaitingRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program itself: alone it shows the state of things and what to do next. */
@Command(
    name = "orch",
    description = "Coordinates coding agents across projects, without collisions.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch projects add ~/projects/my-app",
      "  orch send claude implement my-app \"add error handling to the API\"",
      "  orch sessions",
      "%norch COMMAND --help explains a command; orch help topics lists states, exit codes, variables."
    })
public final class OrchCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final Choices choices;

  @Option(
      names = {"-V", "--version"},
      description = "Which version of orch this is.")
  private boolean version;

  /** Works with this context, and lets the command line fill in the choices. */
  public OrchCommand(CommandContext context, Choices choices) {
    this.context = context;
    this.choices = choices;
  }

  @Override
  public Integer call() {
    if (version) {
      tellVersion(Build.ownVersion());
      return ExitCode.DONE.code();
    }
    DaemonClient daemon = context.daemon();
    Answer health = daemon.get(ApiPath.HEALTH.with());
    if (choices.json()) {
      context.output().json(health.body());
      return ExitCode.DONE.code();
    }
    List<ProjectView> projects = daemon.all(ApiPath.PROJECTS, new UrlQuery(), ProjectView.class);
    Overview overview = Overview.of(daemon);
    List<InputRequestView> open = Requests.open(daemon);
    headline(health.as(HealthView.Full.class), projects.size());
    if (!overview.isEmpty()) {
      context.output().line(overview.counts());
    }
    List<SessionView> forPerson = new PickedSessions(daemon).in(SessionState.WAITING_FOR_USER);
    List<Trouble> blocked = Trouble.ofBlocked(forPerson, daemon);
    context
        .output()
        .table(new WaitingRows(forPerson, blocked, context.now()).plain(open, overview.queued()));
    next(projects, overview, open.size() + blocked.size()).forEach(context.output()::advice);
    return ExitCode.DONE.code();
  }

  private void tellVersion(String number) {
    if (choices.json()) {
      context.output().json(Json.text(Map.of("version", number)));
    } else {
      context.output().line("orch " + number);
    }
  }

  private void headline(HealthView.Full health, int projects) {
    context
        .output()
        .line(
            "Code Tools Orchestrator %s, daemon up %s, %d %s"
                .formatted(
                    health.version(),
                    Ages.precise(Duration.ofSeconds(health.uptimeSeconds())),
                    projects,
                    projects == 1 ? "project" : "projects"));
  }

  private static List<String> next(List<ProjectView> projects, Overview overview, int waiting) {
    if (projects.isEmpty()) {
      return List.of(
          "orch projects add FOLDER   register a git repository",
          "orch agents                which agents are there",
          "orch demo                  see it work, without an agent");
    }
    if (overview.isEmpty()) {
      return List.of(
          FirstCommit.advised(projects.getFirst()) + "   give an agent something to do",
          "orch agents     which agents are there",
          "orch projects   what is registered");
    }
    return List.of(
        waiting == 0
            ? "orch send       give an agent something to do"
            : "orch inbox      what waits for you, and how to answer it",
        "orch sessions   everything that runs",
        "orch ui         the same in a browser");
  }
}
