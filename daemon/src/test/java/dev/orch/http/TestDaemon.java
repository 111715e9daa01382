package dev.orch.http;

import dev.orch.access.Receipts;
import dev.orch.access.Tokens;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.Login;
import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.artifact.ArtifactService;
import dev.orch.artifact.TranscriptReader;
import dev.orch.command.CommandChecks;
import dev.orch.command.CommandService;
import dev.orch.command.TurnCheck;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.Installation;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.event.RedactingEventLog;
import dev.orch.event.Secrets;
import dev.orch.event.Subscription;
import dev.orch.http.handler.AgentsHandler;
import dev.orch.http.handler.ArtifactsHandler;
import dev.orch.http.handler.CommandsHandler;
import dev.orch.http.handler.DiffHandler;
import dev.orch.http.handler.EventsHandler;
import dev.orch.http.handler.Filters;
import dev.orch.http.handler.FollowUpsHandler;
import dev.orch.http.handler.InputRequestsHandler;
import dev.orch.http.handler.Once;
import dev.orch.http.handler.OutputHandler;
import dev.orch.http.handler.ProjectsHandler;
import dev.orch.http.handler.SessionsHandler;
import dev.orch.http.handler.StatusHandler;
import dev.orch.http.handler.Views;
import dev.orch.http.sse.EventStream;
import dev.orch.http.sse.PrintedStream;
import dev.orch.http.sse.StreamPlaces;
import dev.orch.inbox.InboxService;
import dev.orch.project.ProjectService;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellSupervisor;
import dev.orch.session.QuietSessions;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.status.AgentReports;
import dev.orch.status.ConfigReport;
import dev.orch.status.Health;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.turn.TurnOutput;
import dev.orch.turn.WorktreeDiff;
import dev.orch.worktree.git.Git;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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

  private TestDaemon(
      SqliteStore store,
      HttpServer server,
      Tokens tokens,
      Router router,
      AtomicReference<Availability> agent) {
    this.agent = agent;
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
    Router router =
        new Router(
            Routes.of(handlers(store.stores(), state, tokens.secret(), agent::get), secretsKnown));
    HttpServer server =
        new HttpServer(
            new HttpServer.Settings(
                "127.0.0.1", 0, Set.of(), Duration.ofMillis(500), Duration.ofMillis(200)));
    server.bind();
    server.start(tokens, router);
    return new TestDaemon(store, server, tokens, router, agent);
  }

  private static Routes.Handlers handlers(
      Stores stored, Path state, String token, Supplier<Availability> agentIs) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    RandomIds ids = new RandomIds(RandomGenerator.getDefault());
    Secrets secrets = new Secrets(stored.projects(), () -> Set.of(token));
    Stores stores = stored.withEvents(new RedactingEventLog(stored.events(), secrets));
    GitWorktrees worktrees = new GitWorktrees(Git.of(System.getenv()));
    ProjectService projects =
        new ProjectService(
            stores,
            worktrees,
            new RuntimeFolder(".orchestrator", new Installation("ours", state)),
            ids,
            clock);
    Agents agents =
        new Agents(
            List.of(new ClaudeAdapter()), Map.of(PLANNED, "comes later"), _ -> agentIs.get());
    SessionService sessions = QuietSessions.over(stores, ids, clock);
    SessionQueries queries = new SessionQueries(stores, Duration.ofSeconds(5));
    CommandService commands =
        new CommandService(
            stores, new CommandChecks(projects, agents, queries), sessions, ids, clock);
    ProcessSupervisor supervisor =
        ShellSupervisor.open(
            state.resolve("runs"), state.resolve("scripts"), Shell.standard(System.getenv("PATH")));
    Once once = new Once(new Receipts(stores.receipts(), stores.transactions(), clock));
    Views views = new Views(queries, projects, secrets);
    TurnCheck turnCheck = new TurnCheck(projects, agents);
    Filters filters = new Filters(projects, queries, agents);
    StreamPlaces places = new StreamPlaces();
    EventStream stream =
        new EventStream(places, new Subscription(stores.events()), stores.events(), HEARTBEAT);
    return new Routes.Handlers(
        status(state),
        new ProjectsHandler(projects, once),
        new CommandsHandler(commands, sessions, views, filters, once),
        new SessionsHandler(sessions, queries, turnCheck, views, filters, once),
        new FollowUpsHandler(sessions, queries, turnCheck, views, once),
        new InputRequestsHandler(
            new InboxService(stores, sessions, clock), queries, turnCheck, views, filters, once),
        new OutputHandler(
            queries,
            new TranscriptReader(stores.events(), stores.turns()),
            new TurnOutput(stores.turns(), supervisor),
            new PrintedStream(places, stores.events(), HEARTBEAT),
            views),
        new DiffHandler(queries, projects, new WorktreeDiff(worktrees, state.resolve("scratch"))),
        new ArtifactsHandler(new ArtifactService(stores.artifacts()), filters),
        new EventsHandler(stores.events(), stream, filters),
        new AgentsHandler(reports(agents)));
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

  /** What it answers. */
  public List<Route> routes() {
    return router.routes();
  }

  /** From now on it is so with Claude; what it was before. */
  public Availability agentBecomes(Availability availability) {
    return agent.getAndSet(availability);
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
