package dev.orch.http;

import dev.orch.access.IssuedTokens;
import dev.orch.access.LoginCodes;
import dev.orch.access.Receipts;
import dev.orch.access.Tokens;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.Login;
import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.artifact.ArtifactService;
import dev.orch.artifact.PromptedLines;
import dev.orch.artifact.TranscriptReader;
import dev.orch.backup.BackupService;
import dev.orch.command.CommandChecks;
import dev.orch.command.CommandService;
import dev.orch.command.TurnCheck;
import dev.orch.comments.CommentsService;
import dev.orch.disk.DiskGuard;
import dev.orch.disk.DiskLimits;
import dev.orch.doctor.Doctor;
import dev.orch.doctor.UsableAgents;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.Installation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.event.Secrets;
import dev.orch.event.Subscription;
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
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellSupervisor;
import dev.orch.schedule.LaunchQueues;
import dev.orch.search.Findable;
import dev.orch.session.QuietSessions;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.status.AgentReports;
import dev.orch.status.ConfigReport;
import dev.orch.status.Health;
import dev.orch.store.Stores;
import dev.orch.store.search.SearchIndex;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.turn.TurnOutput;
import dev.orch.turn.WorktreeDiff;
import dev.orch.worktree.git.GitWorktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All routes over real use cases, a real store and real git, in a folder of the test. Sessions are
 * recorded and not launched.
 */
public final class TestDaemon implements AutoCloseable {
  /** An agent that is known and has no adapter. */
  public static final AgentId PLANNED = new AgentId("cursor");

  static final Duration HEARTBEAT = Duration.ofMillis(300);

  private final SqliteStore store;
  private final HttpServer server;
  private final Tokens tokens;
  private final Router router;
  private final AtomicReference<Availability> agent;
  private final AtomicLong free;

  private TestDaemon(
      SqliteStore store,
      HttpServer server,
      Tokens tokens,
      Router router,
      AtomicReference<Availability> agent,
      AtomicLong free) {
    this.agent = agent;
    this.free = free;
    this.store = store;
    this.server = server;
    this.tokens = tokens;
    this.router = router;
  }

  /** Opens everything below the folder and listens. */
  public static TestDaemon start(Path folder) throws IOException {
    return start(folder, () -> {});
  }

  /** Opens everything; what must be known before it may be shown is known behind the gate. */
  public static TestDaemon start(Path folder, Route.Gate secretsKnown) throws IOException {
    Path state = folder.resolve("state");
    Files.createDirectory(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    SqliteStore store = SqliteStore.open(state.resolve("orchestrator.db"), state);
    Tokens tokens = Tokens.open(state, new SecureRandom());
    AtomicReference<Availability> agent = new AtomicReference<>(here());
    AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    DiskGuard disk = new DiskGuard(_ -> free.get(), new DiskLimits(1L << 30, 0, 0), state);
    Secrets secrets = new Secrets(store.stores().projects(), () -> Set.of(tokens.secret()));
    IssuedTokens issued =
        IssuedTokens.over(tokens, store.stores(), new SecureRandom(), InstantSource.system());
    Door door = new Door(secrets, issued);
    Router router =
        new Router(Routes.of(handlers(store, state, door, agent::get, disk), secretsKnown));
    HttpServer server =
        new HttpServer(
            new HttpServer.Settings(
                "127.0.0.1", 0, Set.of(), Duration.ofSeconds(5), Duration.ofMillis(200)));
    server.bind();
    server.start(issued, router);
    return new TestDaemon(store, server, tokens, router, agent, free);
  }

  /** What nobody is shown, and who is let in. */
  private record Door(Secrets secrets, IssuedTokens tokens) {}

  private static Routes.Handlers handlers(
      SqliteStore store, Path state, Door door, Supplier<Availability> agentIs, DiskGuard disk) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    RandomIds ids = new RandomIds(RandomGenerator.getDefault());
    Findable findable = new Findable(store.stores(), store.searchIndex(), door.secrets());
    Stores stores = findable.stores();
    TestFiles.Repositories repositories = TestFiles.Repositories.over(state);
    GitWorktrees worktrees = repositories.worktrees();
    RuntimeFolder runtime = new RuntimeFolder(".orchestrator", new Installation("ours", state));
    ProjectService projects = new ProjectService(stores, worktrees, runtime, ids, clock);
    ProjectMoves moves = new ProjectMoves(projects, stores, worktrees, runtime, _ -> {}, clock);
    Agents agents = agents(agentIs);
    SessionService sessions = QuietSessions.over(stores, ids, clock);
    SessionQueries queries = queries(stores);
    Consumer<Project> room = project -> disk.requireRoom(List.of(project.path()));
    CommandChecks checks = new CommandChecks(projects, agents, queries, room);
    CommandService commands = new CommandService(stores, checks, sessions, ids, clock);
    Once once = once(stores, clock);
    Views views = new Views(queries, projects, findable, door.secrets());
    TurnCheck turnCheck = new TurnCheck(projects, agents, room);
    Filters filters = new Filters(projects, queries, agents, findable);
    StreamPlaces places = new StreamPlaces();
    InboxService inbox = new InboxService(stores, sessions, clock);
    SessionParts parts = parts(stores, door.secrets(), inbox);
    CommentsService comments = new CommentsService(stores, sessions, worktrees, ids, clock);
    Path scratch = state.resolve("scratch");
    TestFiles files = TestFiles.over(stores, sessions, repositories);
    return new Routes.Handlers(
        status(state),
        new ProjectsHandler(projects, moves, _ -> "ext4", once),
        new CommandsHandler(commands, sessions, views, filters, once),
        new SessionsHandler(sessions, files.teardowns(), queries, turnCheck, views, filters, once),
        new FollowUpsHandler(sessions, queries, turnCheck, views, once),
        new InputRequestsHandler(inbox, queries, turnCheck, views, filters, once),
        output(stores, queries, views, places, state),
        new DiffHandler(queries, projects, new WorktreeDiff(worktrees, scratch)),
        new CommentsHandler(comments, queries, turnCheck, views, once),
        new ArtifactsHandler(new ArtifactService(stores.artifacts()), filters),
        new EventsHandler(stores.events(), stream(stores, places), filters),
        new AgentsHandler(reports(agents)),
        new StatsHandler(store.figures(), projects, clock),
        new ExportHandler(queries, commands, comments, views, parts, scratch),
        new ApplyHandler(files.apply(), files.results(), queries, views, once),
        new ReleaseHandler(files.releases(), files.results(), queries, views, once),
        new PreviewHandler(files.deletes(), files.releases(), queries),
        new CleanupHandler(files.deletes(), files.results(), queries, views, once),
        new TrashHandler(stores.trash(), files.trash(), files.results(), filters, once),
        new LoginHandler(
            new LoginCodes(new SecureRandom(), clock), door.tokens(), OptionalInt.empty()),
        installation(agents, state, once));
  }

  private static Agents agents(Supplier<Availability> agentIs) {
    return new Agents(
        List.of(new ClaudeAdapter()), Map.of(PLANNED, "comes later"), _ -> agentIs.get());
  }

  private static EventStream stream(Stores stores, StreamPlaces places) {
    return new EventStream(places, new Subscription(stores.events()), stores.events(), HEARTBEAT);
  }

  private static OutputHandler output(
      Stores stores, SessionQueries queries, Views views, StreamPlaces places, Path state) {
    return new OutputHandler(
        queries,
        new TranscriptReader(stores.events(), stores.turns()),
        new TurnOutput(stores.turns(), supervisor(state)),
        new PrintedStream(places, stores.events(), HEARTBEAT),
        views);
  }

  private static ProcessSupervisor supervisor(Path state) {
    return ShellSupervisor.open(
        state.resolve("runs"), state.resolve("scripts"), Shell.standard(System.getenv("PATH")));
  }

  private static SessionParts parts(Stores stores, Secrets secrets, InboxService inbox) {
    return new SessionParts(
        stores.events(),
        new TranscriptReader(stores.events(), stores.turns()),
        new PromptedLines(stores, secrets, ZoneOffset.UTC),
        new ArtifactService(stores.artifacts()),
        inbox);
  }

  private static Once once(Stores stores, InstantSource clock) {
    return new Once(
        new Receipts(stores.receipts(), stores.transactions(), clock),
        new OperationResults(stores)::findAtWork);
  }

  private static SessionQueries queries(Stores stores) {
    return new SessionQueries(stores, LaunchQueues.unlimited(stores), Duration.ofSeconds(5));
  }

  private static InstallationHandler installation(Agents agents, Path state, Once once) {
    return new InstallationHandler(
        new Doctor(List.of(new UsableAgents(agents))),
        new BackupService(state.resolve("backups"), _ -> {}, InstantSource.system()),
        once);
  }

  private static AgentReports reports(Agents agents) {
    return new AgentReports(
        agents, _ -> new AgentReports.Names(List.of("PATH"), List.of("GH_TOKEN")), () -> {});
  }

  private static StatusHandler status(Path state) {
    return new StatusHandler(
        new Health("0.1.0-test", state, System::nanoTime, () -> {}),
        new ConfigReport(
            List.of(new ConfigReport.Entry("port", "PORT", "8000", "default", "where it listens")),
            List.of()));
  }

  private static Availability here() {
    return new Availability.Installed(Path.of("/usr/bin/true"), "1.0.0", Login.UNKNOWN);
  }

  /** Speaks to it, and holds every answer against the API's description. */
  public ApiClient client() throws IOException {
    return new ApiClient(server.port(), tokens.secret());
  }

  /** What it knows. */
  public Stores stores() {
    return store.stores();
  }

  /** In which sessions are looked for. */
  public SearchIndex searchIndex() {
    return store.searchIndex();
  }

  /** What it answers. */
  public List<Route> routes() {
    return router.routes();
  }

  /** From now on it is so with Claude; what it was before. */
  public Availability agentBecomes(Availability availability) {
    return agent.getAndSet(availability);
  }

  /** From now on so much of the disk is free, in bytes. */
  public void freeBecomes(long bytes) {
    free.set(bytes);
  }

  /** What a request meets that is still at work when the daemon has let go of its database. */
  public void closeStore() {
    store.close();
  }

  public int port() {
    return server.port();
  }

  public String token() {
    return tokens.secret();
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
