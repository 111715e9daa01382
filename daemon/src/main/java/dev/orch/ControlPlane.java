package dev.orch;

import dev.orch.access.IssuedTokens;
import dev.orch.access.Tokens;
import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentPrograms;
import dev.orch.agent.Agents;
import dev.orch.agent.PlannedAgents;
import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.api.event.DaemonPayload;
import dev.orch.artifact.ArtifactCollector;
import dev.orch.artifact.ReadableLog;
import dev.orch.command.CommandChecks;
import dev.orch.command.CommandService;
import dev.orch.comments.CommentsService;
import dev.orch.config.DaemonConfig;
import dev.orch.config.Setting;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Installation;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.SessionId;
import dev.orch.environment.LoginShell;
import dev.orch.environment.UserEnvironment;
import dev.orch.event.Secrets;
import dev.orch.http.HttpServer;
import dev.orch.http.Router;
import dev.orch.http.Routes;
import dev.orch.inbox.InboxService;
import dev.orch.operation.cleanup.CleanupPlanner;
import dev.orch.project.ProjectMoves;
import dev.orch.project.ProjectService;
import dev.orch.repository.RepositoryFiles;
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellCommand;
import dev.orch.runtime.sh.ShellSupervisor;
import dev.orch.schedule.FreePorts;
import dev.orch.schedule.PortLeases;
import dev.orch.session.Admission;
import dev.orch.session.FollowUps;
import dev.orch.session.LaunchLoop;
import dev.orch.session.LiveSessions;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionMaker;
import dev.orch.session.SessionPlaces;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.setup.Setup;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.turn.AgentVariables;
import dev.orch.turn.TurnMachinery;
import dev.orch.turn.TurnRecovery;
import dev.orch.turn.TurnTimes;
import dev.orch.turn.WorktreeDiff;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.RuntimeOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: every object of the daemon, made once, in the order in which they need each
 * other. Opening it takes up what an earlier daemon left, then answers.
 */
final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
  private static final List<AgentAdapter> ADAPTERS = List.of(new ClaudeAdapter());
  private static final Duration SHELL_PATIENCE = Duration.ofSeconds(5);

  private final DaemonConfig config;
  private final ShutdownStack closing;
  private final InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
  private final SecureRandom random = new SecureRandom();
  private final RandomIds ids = new RandomIds(random);

  private final IssuedTokens tokens;
  private final RuntimeFolder runtime;
  private final Stores stores;
  private final Secrets secrets;
  private final Finding finding;
  private final Worktrees worktrees;
  private final WorktreeDiff diff;
  private final ShellSupervisor supervisor;
  private final UserEnvironment user;
  private final AgentVariables variables;
  private final AgentPrograms programs;
  private final Agents agents;
  private final TurnRecovery recovery;
  private final LiveSessions live;
  private final LaunchPlaces limited;
  private final LaunchLoop launches;
  private final SessionLedger ledger;
  private final FileOperations files;
  private final Setup setup;
  private final SessionService sessions;
  private final ProjectService projects;
  private final ProjectMoves moves;
  private final SessionQueries queries;
  private final CommandService commands;
  private final Upkeep upkeep;
  private final HttpServer server;

  private ControlPlane(
      DaemonConfig config,
      Map<String, String> environment,
      Consumer<UnaryOperator<String>> log,
      ShutdownStack closing) {
    this.config = config;
    this.closing = closing;
    Tokens ours = Tokens.open(config.stateFolder(), random);
    Path runs = config.stateFolder().resolve("runs");
    SqliteStore store = openStore(runs);
    Shell shell = Shell.standard(environment.getOrDefault("PATH", "/usr/bin:/bin"));
    ShellCommand shortCommands = ShellCommand.open(shell);
    user = usersOwn(environment, shortCommands);
    secrets = new Secrets(store.stores().projects(), user::secrets);
    secrets.learn(Set.of(ours.secret()));
    log.accept(text -> secrets.forAnything().redact(text));
    finding = Finding.over(store, secrets);
    stores = finding.stores();
    tokens = IssuedTokens.over(ours, stores, random, clock);

    Git git = Git.of(environment);
    git.requireVersion();
    ledger = new SessionLedger(stores, clock);
    FileOperations.Memory memory = new FileOperations.Memory(stores, ledger, ids, clock);
    FileOperations.GitSide gitSide = FileOperations.GitSide.of(git, config, memory);
    worktrees = gitSide.worktrees();
    diff = new WorktreeDiff(worktrees, config.stateFolder().resolve("scratch"));
    supervisor = ShellSupervisor.open(runs, config.stateFolder().resolve("scripts"), shell);

    variables = new AgentVariables(ADAPTERS, user, new PortLeases(stores, FreePorts::isFree));
    programs =
        new AgentPrograms(
            shortCommands, variables, text -> secrets.forProject(null).redact(text), clock);
    agents = new Agents(ADAPTERS, PlannedAgents.sentences(), programs);

    setup = setup(shortCommands);
    runtime = runtimeFolder(store.installation());
    SessionPlaces places = new SessionPlaces(runtime);
    limited = LaunchPlaces.of(config, stores, places, agents.ids(), clock);
    Admission admission = new Admission(stores, ledger, limited.queue(), ids, clock);
    recovery = new TurnRecovery(stores, ledger, supervisor, secrets, clock);
    live = machinery(places).threads(admission, recovery);
    closing.onClose("sessions", live::close);
    launches = new LaunchLoop(stores, limited.queue(), admission, live);
    sessions = service(admission, places);
    files = FileOperations.over(memory, gitSide, cleanup(runs), sessions, setup);
    projects = new ProjectService(stores, worktrees, runtime, ids, clock);
    Consumer<SessionId> output = FileOperations.removingOutput(cleanup(runs));
    moves = new ProjectMoves(projects, stores, worktrees, runtime, output, clock);
    queries = new SessionQueries(stores, limited.queue(), config.stopGrace());
    commands = commandService();
    upkeep = upkeepOf(store, new Upkeep.Machine(git, worktrees, places, supervisor, output));
    server = serverOf(config);
  }

  private CommandService commandService() {
    CommandChecks checks = new CommandChecks(projects, agents, queries, limited.room());
    return new CommandService(stores, checks, sessions, ids, clock);
  }

  private CleanupPlanner.Settings cleanup(Path runs) {
    return new CleanupPlanner.Settings(
        realStateFolder().resolve(runs.getFileName()), config.trashKept(), config.setupTimeout());
  }

  private Upkeep upkeepOf(SqliteStore store, Upkeep.Machine machine) {
    return new Upkeep(config, store, stores, machine, user, files::unfinished, clock);
  }

  private SqliteStore openStore(Path runs) {
    SqliteStore.requireNotLost(config.database(), config.usualDatabase(), runs);
    SqliteStore store = SqliteStore.open(config.database(), config.stateFolder());
    closing.onClose("store", store::close);
    return store;
  }

  private static HttpServer serverOf(DaemonConfig config) {
    return new HttpServer(
        new HttpServer.Settings(
            config.host(),
            config.port(),
            config.allowedHosts(),
            HttpServer.Settings.USUAL_PATIENCE,
            HttpServer.Settings.USUAL_QUEUEING),
        config.uiPort());
  }

  private UserEnvironment usersOwn(Map<String, String> environment, ShellCommand commands) {
    return new UserEnvironment(
        config.withPrograms(environment),
        Setting.plainVariables(),
        new LoginShell(commands, random, SHELL_PATIENCE));
  }

  private Setup setup(ShellCommand commands) {
    return new Setup(
        stores,
        ledger,
        worktrees,
        commands,
        supervisor,
        config.setupTimeout(),
        variables::ofScript);
  }

  private RuntimeFolder runtimeFolder(String installation) {
    return new RuntimeFolder(
        config.runtimeFolder(),
        new Installation(installation, realStateFolder()),
        config.worktreeRoot());
  }

  private Path realStateFolder() {
    try {
      return config.stateFolder().toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SessionService service(Admission admission, SessionPlaces places) {
    return new SessionService(
        stores,
        ledger,
        admission,
        new FollowUps(stores, ledger, admission, clock),
        new SessionMaker(ledger, admission, places, ids, clock),
        live,
        clock);
  }

  private TurnMachinery machinery(SessionPlaces places) {
    return new TurnMachinery(
        new TurnMachinery.Memory(stores, ledger, secrets),
        new TurnMachinery.AgentSide(agents, variables, new RepositoryFiles()),
        new TurnMachinery.Folders(
            worktrees,
            places,
            new ArtifactCollector(worktrees, stores.events(), secrets, ids, clock),
            setup),
        new TurnMachinery.Processes(
            supervisor,
            new TurnTimes(config.stopGrace(), config.endGrace(), config.stalledAfter()),
            Upkeep.disk(config),
            limited.queue()::hasMemory),
        ids,
        clock);
  }

  /**
   * Opens everything, takes up what is there and answers. Where that fails, what was opened is
   * closed.
   *
   * @param log is given what takes out of a text what must not be shown, whoever's it is, before
   *     anything but the store is open
   * @throws dev.orch.store.StoreRefusedException if the database must not be opened
   * @throws dev.orch.access.TokenFolderException if the state folder is not safe
   * @throws java.io.UncheckedIOException if the port is taken; nothing was taken up then
   */
  static ControlPlane open(
      DaemonConfig config, Map<String, String> environment, Consumer<UnaryOperator<String>> log) {
    ShutdownStack closing = new ShutdownStack();
    boolean open = false;
    try {
      ControlPlane plane = new ControlPlane(config, environment, log, closing);
      plane.start();
      open = true;
      return plane;
    } finally {
      if (!open) {
        closing.close();
      }
    }
  }

  /**
   * Takes the port before it touches anything, and answers once everything is taken up. Between the
   * two it writes down where it is, so that nobody takes its port for a stranger's.
   */
  private void start() {
    server.bind();
    closing.onClose("http", server::close);
    closing.onClose("teardowns", files.teardowns()::close);
    DaemonFile file = DaemonFile.written(config.stateFolder(), url(), supervisor.self());
    closing.onClose("daemon.json", file::remove);
    user.ask();
    append(
        EventType.DAEMON_STARTED,
        new DaemonPayload.Started(Version.CURRENT, ProcessHandle.current().pid()));
    diff.deleteLeftovers();
    List<Operation> withScript = files.operations().finishOpen();
    upkeep.sweep();
    recovery.settle(live);
    beside("launches", launches);
    beside("operations", () -> files.operations().finishBeside(withScript));
    beside("deletes", files.deletes()::goOnStopping);
    beside("trash", files.trashSweep());
    beside("readable-log", this::keepReadableLog);
    beside("search", () -> finding.fillIn(user));
    server.start(tokens, new Router(Routes.of(handlers(), user::awaitShell)));
  }

  /** Runs it until this closes; it reads the store, which is closed after it. */
  private void beside(String name, Runnable work) {
    Thread thread = Thread.ofVirtual().name(name).start(work);
    closing.onClose(name, () -> end(thread));
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** It shows prompts, from which nothing is missing once the user's shell has answered. */
  private void keepReadableLog() {
    try {
      user.awaitShell();
    } catch (InterruptedException _) {
      return;
    }
    new ReadableLog(
            stores,
            secrets,
            ZoneId.systemDefault(),
            config.stateFolder().resolve("readable-log"),
            folder -> RuntimeOwner.owns(folder, runtime))
        .run();
  }

  private Routes.Handlers handlers() {
    return new Surface(stores, tokens, config, limited, secrets, finding, clock)
        .handlers(
            new Surface.UseCases(
                projects,
                moves,
                commands,
                sessions,
                queries,
                new InboxService(stores, sessions, clock),
                new CommentsService(stores, sessions, worktrees, ids, clock),
                files),
            new Surface.Machine(diff, supervisor, server.otherPort(), server.missed()),
            new Surface.AgentSide(agents, variables, programs, user),
            upkeep);
  }

  /** Where who is on this machine reaches it. */
  String url() {
    return "http://" + config.hostFromHere() + ":" + server.port();
  }

  /** Says in the event log that it ends; agents go on. It ends also where nothing can be kept. */
  void sayGoodbye() {
    try {
      append(EventType.DAEMON_STOPPING, new DaemonPayload.Stopping(live.count()));
    } catch (StoreUnavailableException failure) {
      LOG.warn("the event log does not say that this daemon ended", failure);
    }
  }

  private void append(EventType type, DaemonPayload payload) {
    stores
        .transactions()
        .write(() ->
            stores
                .events()
                .append(new NewEvent(type, clock.instant(), null, null, 0, Actor.DAEMON, payload)));
  }

  @Override
  public void close() {
    closing.close();
  }
}
