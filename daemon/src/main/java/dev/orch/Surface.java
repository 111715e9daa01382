package dev.orch;

import dev.orch.access.IssuedTokens;
import dev.orch.access.LoginCodes;
import dev.orch.access.Receipts;
import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentPrograms;
import dev.orch.agent.Agents;
import dev.orch.agent.PlannedAgents;
import dev.orch.artifact.ArtifactService;
import dev.orch.artifact.PromptedLines;
import dev.orch.artifact.TranscriptReader;
import dev.orch.command.CommandService;
import dev.orch.command.TurnCheck;
import dev.orch.comments.CommentsService;
import dev.orch.config.DaemonConfig;
import dev.orch.config.Setting;
import dev.orch.config.SettingValue;
import dev.orch.disk.FileSystemType;
import dev.orch.environment.AgentEnvironment;
import dev.orch.environment.UserEnvironment;
import dev.orch.event.Secrets;
import dev.orch.event.Subscription;
import dev.orch.http.Routes;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Views;
import dev.orch.http.export.ExportHandler;
import dev.orch.http.export.SessionParts;
import dev.orch.http.handler.AgentsHandler;
import dev.orch.http.handler.ApplyHandler;
import dev.orch.http.handler.ArtifactsHandler;
import dev.orch.http.handler.CleanupHandler;
import dev.orch.http.handler.CommandsHandler;
import dev.orch.http.handler.CommentsHandler;
import dev.orch.http.handler.DiffHandler;
import dev.orch.http.handler.EventsHandler;
import dev.orch.http.handler.FollowUpsHandler;
import dev.orch.http.handler.InputRequestsHandler;
import dev.orch.http.handler.InstallationHandler;
import dev.orch.http.handler.LoginHandler;
import dev.orch.http.handler.OutputHandler;
import dev.orch.http.handler.PreviewHandler;
import dev.orch.http.handler.ProjectsHandler;
import dev.orch.http.handler.ReleaseHandler;
import dev.orch.http.handler.SessionsHandler;
import dev.orch.http.handler.StatsHandler;
import dev.orch.http.handler.StatusHandler;
import dev.orch.http.handler.TrashHandler;
import dev.orch.http.sse.EventStream;
import dev.orch.http.sse.PrintedStream;
import dev.orch.http.sse.StreamPlaces;
import dev.orch.inbox.InboxService;
import dev.orch.operation.OperationResults;
import dev.orch.project.ProjectMoves;
import dev.orch.project.ProjectService;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.status.AgentReports;
import dev.orch.status.ConfigReport;
import dev.orch.status.Health;
import dev.orch.store.Stores;
import dev.orch.turn.AgentVariables;
import dev.orch.turn.TurnOutput;
import dev.orch.turn.WorktreeDiff;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The second half of the composition root: the handlers of the HTTP surface. */
record Surface(
    Stores stores,
    IssuedTokens tokens,
    DaemonConfig config,
    LaunchPlaces limited,
    Secrets secrets,
    Finding finding,
    InstantSource clock) {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** What the handlers call. */
  record UseCases(
      ProjectService projects,
      ProjectMoves moves,
      CommandService commands,
      SessionService sessions,
      SessionQueries queries,
      InboxService inbox,
      CommentsService comments,
      FileOperations files) {}

  /**
   * What they read.
   *
   * @param pagesPort the port of this machine that is there for the pages, if there is one
   * @param missed what of that which was asked for there is not
   */
  record Machine(
      WorktreeDiff diff,
      ProcessSupervisor supervisor,
      OptionalInt pagesPort,
      List<String> missed) {}

  /** What they say of agents. */
  record AgentSide(
      Agents agents, AgentVariables variables, AgentPrograms programs, UserEnvironment user) {}

  Routes.Handlers handlers(UseCases use, Machine machine, AgentSide agentSide, Upkeep upkeep) {
    OperationResults results = new OperationResults(stores);
    Once once =
        new Once(
            new Receipts(stores.receipts(), stores.transactions(), clock), results::findAtWork);
    Views views = new Views(use.queries(), use.projects(), finding.findable(), secrets);
    TurnCheck turnCheck = new TurnCheck(use.projects(), agentSide.agents(), limited.room());
    Filters filters =
        new Filters(use.projects(), use.queries(), agentSide.agents(), finding.findable());
    StreamPlaces places = new StreamPlaces();
    EventStream stream =
        new EventStream(places, new Subscription(stores.events()), stores.events(), HEARTBEAT);
    return new Routes.Handlers(
        status(machine),
        new ProjectsHandler(use.projects(), use.moves(), FileSystemType.OF_SYSTEM, once),
        new CommandsHandler(use.commands(), use.sessions(), views, filters, once),
        new SessionsHandler(
            use.sessions(),
            use.files().teardowns(),
            use.queries(),
            turnCheck,
            views,
            filters,
            once),
        new FollowUpsHandler(use.sessions(), use.queries(), turnCheck, views, once),
        new InputRequestsHandler(use.inbox(), use.queries(), turnCheck, views, filters, once),
        new OutputHandler(
            use.queries(),
            new TranscriptReader(stores.events(), stores.turns()),
            new TurnOutput(stores.turns(), machine.supervisor()),
            new PrintedStream(places, stores.events(), HEARTBEAT),
            views),
        new DiffHandler(use.queries(), use.projects(), machine.diff()),
        new CommentsHandler(use.comments(), use.queries(), turnCheck, views, once),
        new ArtifactsHandler(new ArtifactService(stores.artifacts()), filters),
        new EventsHandler(stores.events(), stream, filters),
        new AgentsHandler(reports(agentSide)),
        new StatsHandler(finding.figures(), use.projects(), clock),
        exports(use, views),
        new ApplyHandler(use.files().apply(), results, use.queries(), views, once),
        new ReleaseHandler(use.files().releases(), results, use.queries(), views, once),
        new PreviewHandler(use.files().deletes(), use.files().releases(), use.queries()),
        new CleanupHandler(use.files().deletes(), results, use.queries(), views, once),
        new TrashHandler(stores.trash(), use.files().trash(), results, filters, once),
        new LoginHandler(new LoginCodes(new SecureRandom(), clock), tokens, machine.pagesPort()),
        new InstallationHandler(upkeep.doctor(inspected(agentSide)), upkeep.backups(), once));
  }

  private ExportHandler exports(UseCases use, Views views) {
    return new ExportHandler(
        use.queries(),
        use.commands(),
        use.comments(),
        views,
        new SessionParts(
            stores.events(),
            new TranscriptReader(stores.events(), stores.turns()),
            new PromptedLines(stores, secrets, ZoneOffset.UTC),
            new ArtifactService(stores.artifacts()),
            use.inbox()),
        config.stateFolder().resolve("scratch"));
  }

  private StatusHandler status(Machine machine) {
    return new StatusHandler(
        new Health(
            Version.CURRENT,
            config.stateFolder(),
            System::nanoTime,
            stores.transactions()::requireFile),
        new ConfigReport(
            config.report().values().stream().map(this::entry).toList(),
            Stream.concat(config.warnings().stream(), machine.missed().stream()).toList()));
  }

  /** A limit that nobody set is the machine's own, and in force all the same. */
  private ConfigReport.Entry entry(SettingValue setting) {
    boolean computed = setting.key().equals(Setting.MAX_SESSIONS.key()) && setting.value() == null;
    return new ConfigReport.Entry(
        setting.key(),
        setting.variable(),
        computed ? Integer.toString(limited.limits().sessions()) : setting.value(),
        setting.source().label(),
        setting.meaning());
  }

  /** Who is asked says who is logged in too. */
  private static Agents inspected(AgentSide side) {
    return new Agents(
        side.agents().adapters(), PlannedAgents.sentences(), side.programs()::inspect);
  }

  private static AgentReports reports(AgentSide side) {
    return new AgentReports(
        inspected(side),
        adapter -> names(side, adapter),
        () -> {
          side.user().ask();
          side.agents().adapters().forEach(adapter -> side.programs().forget(adapter.id()));
        });
  }

  private static AgentReports.Names names(AgentSide side, AgentAdapter adapter) {
    try {
      AgentEnvironment.Composed composed = side.variables().outside(adapter);
      return new AgentReports.Names(composed.passed(), composed.heldBack());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new AgentReports.Names(List.of(), List.of());
    }
  }
}
