package dev.orch.http;

import dev.orch.access.Receipts;
import dev.orch.access.Tokens;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.Login;
import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.command.CommandChecks;
import dev.orch.command.CommandService;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.RandomIds;
import dev.orch.http.handler.CommandsHandler;
import dev.orch.http.handler.Filters;
import dev.orch.http.handler.FollowUpsHandler;
import dev.orch.http.handler.InputRequestsHandler;
import dev.orch.http.handler.ProjectsHandler;
import dev.orch.http.handler.SessionViews;
import dev.orch.http.handler.SessionsHandler;
import dev.orch.http.handler.StatusHandler;
import dev.orch.inbox.InboxService;
import dev.orch.project.ProjectService;
import dev.orch.session.QuietSessions;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.status.Health;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
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
import java.util.random.RandomGenerator;

/**
 * All routes over real use cases, a real store and real git, in a folder of the test. Sessions are
 * recorded and not launched.
 */
public final class TestDaemon implements AutoCloseable {
  /** An agent that is known and has no adapter. */
  public static final AgentId PLANNED = new AgentId("cursor");

  private final SqliteStore store;
  private final HttpServer server;
  private final Tokens tokens;
  private final Router router;

  private TestDaemon(SqliteStore store, HttpServer server, Tokens tokens, Router router) {
    this.store = store;
    this.server = server;
    this.tokens = tokens;
    this.router = router;
  }

  /** Opens everything below the folder and listens. */
  public static TestDaemon start(Path folder) throws IOException {
    Path state = folder.resolve("state");
    Files.createDirectory(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    SqliteStore store = SqliteStore.open(state.resolve("orchestrator.db"), state);
    Tokens tokens = Tokens.open(state, new SecureRandom());
    Router router = new Router(Routes.of(handlers(store.stores(), state)));
    HttpServer server =
        new HttpServer(new HttpServer.Settings("127.0.0.1", 0, Set.of(), Duration.ofMillis(500)));
    server.start(tokens, router);
    return new TestDaemon(store, server, tokens, router);
  }

  private static Routes.Handlers handlers(Stores stores, Path state) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    RandomIds ids = new RandomIds(RandomGenerator.getDefault());
    GitWorktrees worktrees = new GitWorktrees(Git.of(System.getenv()));
    ProjectService projects = new ProjectService(stores, worktrees, ids, clock);
    Agents agents =
        new Agents(List.of(new ClaudeAdapter()), Map.of(PLANNED, "comes later"), _ -> here());
    SessionService sessions = QuietSessions.over(stores, clock);
    SessionQueries queries = new SessionQueries(stores);
    CommandService commands =
        new CommandService(stores, new CommandChecks(projects, agents), sessions, ids, clock);
    Once once = new Once(new Receipts(stores.receipts(), stores.transactions(), clock));
    SessionViews views = new SessionViews(queries, projects);
    Filters filters = new Filters(projects, queries, agents);
    return new Routes.Handlers(
        new StatusHandler(new Health("0.1.0-test", state, System::nanoTime)),
        new ProjectsHandler(projects, once),
        new CommandsHandler(commands, sessions, views, filters, once),
        new SessionsHandler(sessions, queries, views, filters, once),
        new FollowUpsHandler(sessions, queries, views, once),
        new InputRequestsHandler(new InboxService(stores, sessions, clock), filters, once));
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
