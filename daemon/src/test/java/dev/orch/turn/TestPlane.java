package dev.orch.turn;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.Login;
import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.artifact.ArtifactCollector;
import dev.orch.command.Asked;
import dev.orch.command.CommandChecks;
import dev.orch.command.CommandService;
import dev.orch.disk.DiskGuard;
import dev.orch.disk.DiskLimits;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.Installation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.environment.LoginShell;
import dev.orch.environment.UserEnvironment;
import dev.orch.event.Secrets;
import dev.orch.inbox.InboxService;
import dev.orch.project.ProjectService;
import dev.orch.repository.RepositoryFiles;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.ShortCommand;
import dev.orch.runtime.StopOutcome;
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellCommand;
import dev.orch.runtime.sh.ShellSupervisor;
import dev.orch.schedule.LaunchQueues;
import dev.orch.schedule.PortLeases;
import dev.orch.search.Findable;
import dev.orch.session.Admission;
import dev.orch.session.FollowUps;
import dev.orch.session.LiveSessions;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionMaker;
import dev.orch.session.SessionPlaces;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import dev.orch.setup.Setup;
import dev.orch.store.EventFilter;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A control plane without HTTP, on real parts, that can be closed and opened again. */
final class TestPlane implements AutoCloseable {
  static final Actor USER = new Actor(Actor.Kind.USER, "test");
  static final TurnTimes TIMES =
      new TurnTimes(Duration.ofMillis(700), Duration.ofSeconds(30), Duration.ofMinutes(5));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final InstantSource clock = InstantSource.system();
  private final RandomIds ids = new RandomIds(new SecureRandom());
  final Secrets secrets;
  final Stores stores;
  final SessionService sessions;
  final SessionQueries queries;
  final CommandService commands;
  final ProjectService projects;
  final InboxService inbox;
  final ProcessSupervisor supervisor;

  /** Opens when a diff that does not end has begun. */
  final CountDownLatch diffBegun = new CountDownLatch(1);

  private final SqliteStore store;
  private final LiveSessions live;

  TestPlane(Path state, Path home) throws IOException {
    this(state, home, TIMES);
  }

  TestPlane(Path state, Path home, TurnTimes times) throws IOException {
    Files.createDirectories(state);
    store = SqliteStore.open(state.resolve("orchestrator.db"), state);
    Stores raw = store.stores();
    UserEnvironment user = user(home);
    secrets = new Secrets(raw.projects(), user::secrets);
    stores = new Findable(raw, store.searchIndex(), secrets).stores();
    SessionLedger ledger = new SessionLedger(stores, clock);
    Worktrees worktrees = worktrees(home);
    supervisor = supervisor(state, home);
    Agents agents = agents(home);
    AgentVariables variables =
        new AgentVariables(List.of(new ClaudeAdapter()), user, new PortLeases(stores, _ -> true));
    SessionPlaces places =
        new SessionPlaces(new RuntimeFolder(".orchestrator", new Installation("ours", state)));
    Admission admission = new Admission(stores, ledger, LaunchQueues.unlimited(stores), ids, clock);
    TurnRecovery recovery = new TurnRecovery(stores, ledger, supervisor, secrets, clock);
    live =
        new TurnMachinery(
                new TurnMachinery.Memory(stores, ledger, secrets),
                new TurnMachinery.AgentSide(agents, variables, new RepositoryFiles()),
                new TurnMachinery.Folders(
                    worktrees,
                    places,
                    new ArtifactCollector(worktrees, stores.events(), secrets, ids, clock),
                    setup(ledger, worktrees, variables)),
                processes(state, home, times),
                ids,
                clock)
            .threads(admission, recovery);
    sessions =
        new SessionService(
            stores,
            ledger,
            admission,
            new FollowUps(stores, ledger, admission, clock),
            new SessionMaker(ledger, admission, places, ids, clock),
            live,
            clock);
    queries = new SessionQueries(stores, LaunchQueues.unlimited(stores), times.rungGrace());
    projects = new ProjectService(stores, worktrees, places.runtimeFolder(), ids, clock);
    commands =
        new CommandService(
            stores, new CommandChecks(projects, agents, queries, _ -> {}), sessions, ids, clock);
    inbox = new InboxService(stores, sessions, clock);
    recovery.settle(live);
  }

  /** While a file called {@code no-memory} lies in the home, there is none to start a process. */
  private TurnMachinery.Processes processes(Path state, Path home, TurnTimes times) {
    return new TurnMachinery.Processes(
        supervisor, times, disk(state, home), () -> !Files.exists(home.resolve("no-memory")));
  }

  private Setup setup(SessionLedger ledger, Worktrees worktrees, AgentVariables variables) {
    ShortCommand scripts = ShellCommand.open(Shell.standard(System.getenv("PATH")));
    return new Setup(
        stores, ledger, worktrees, scripts, supervisor, Duration.ofMinutes(1), variables::ofScript);
  }

  /**
   * While a file called {@code slow-diff} lies in the home, a diff never ends by itself. It tells
   * of an interrupt as one by git does.
   */
  private Worktrees worktrees(Path home) {
    return announcing(
        Worktrees.class,
        new GitWorktrees(Git.of(GitRepository.environment(home))),
        call -> {
          if (call.equals("diff") && Files.exists(home.resolve("slow-diff"))) {
            diffBegun.countDown();
            awaitInterrupt();
          }
        });
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorktreeFailedException("the diff was interrupted", e);
    }
  }

  /**
   * While a file called {@code odd-process} lies in the home, none can be looked into; while one
   * called {@code undead} does, something of an earlier turn cannot be ended.
   */
  private static ProcessSupervisor supervisor(Path state, Path home) {
    ProcessSupervisor real =
        ShellSupervisor.open(
            state.resolve("runs"), state.resolve("scripts"), Shell.standard(System.getenv("PATH")));
    return announcing(
        ProcessSupervisor.class,
        (ProcessSupervisor)
            Proxy.newProxyInstance(
                ProcessSupervisor.class.getClassLoader(),
                new Class<?>[] {ProcessSupervisor.class},
                (_, method, arguments) ->
                    method.getName().equals("sweepAll") && Files.exists(home.resolve("undead"))
                        ? new StopOutcome.Unproven(List.of(4242L))
                        : invoke(real, method, arguments)),
        call -> {
          if (call.equals("environment") && Files.exists(home.resolve("odd-process"))) {
            throw new IllegalStateException("an odd process");
          }
        });
  }

  /** The real one, each call of which is announced before it is made. */
  private static <T> T announcing(Class<T> contract, T real, Consumer<String> before) {
    return contract.cast(
        Proxy.newProxyInstance(
            contract.getClassLoader(),
            new Class<?>[] {contract},
            (_, method, arguments) -> {
              before.accept(method.getName());
              return invoke(real, method, arguments);
            }));
  }

  private static @Nullable Object invoke(Object real, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  /**
   * The agent counts as uninstalled while a file called {@code no-agent} lies in the home; a
   * program called {@code other-agent} there stands in for it; a file called {@code overflow} is an
   * error of the machine for who looks next.
   */
  private static Agents agents(Path home) {
    Path agent = Path.of("../dist/src/main/image/bin/scripted-agent").toAbsolutePath().normalize();
    Path other = home.resolve("other-agent");
    return new Agents(
        List.<AgentAdapter>of(new ClaudeAdapter()),
        Map.of(new AgentId("codex"), "comes later"),
        _ -> {
          if (home.resolve("overflow").toFile().delete()) {
            throw new StackOverflowError("of a test");
          }
          return Files.exists(home.resolve("no-agent"))
              ? new Availability.Missing(List.of("nowhere"), "install it")
              : new Availability.Installed(
                  Files.exists(other) ? other : agent, "2.1.331", Login.UNKNOWN);
        });
  }

  /**
   * Free is the number in a file called {@code free} in the home, else enough; paused is below 1000
   * bytes. Where a file called {@code little-output} lies in the home, an agent may print 5000.
   */
  private static DiskGuard disk(Path state, Path home) {
    long output = Files.exists(home.resolve("little-output")) ? 5000 : Long.MAX_VALUE;
    return new DiskGuard(_ -> free(home.resolve("free")), new DiskLimits(0, 1000, output), state);
  }

  private static long free(Path file) {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file)) : Long.MAX_VALUE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserEnvironment user(Path home) {
    Shell shell = Shell.standard(System.getenv("PATH"));
    Map<String, String> own =
        Map.of("PATH", System.getenv("PATH"), "HOME", home.toString(), "SHELL", "/bin/sh");
    LoginShell login = new LoginShell(ShellCommand.open(shell), new SecureRandom(), PATIENCE);
    return new UserEnvironment(own, List.of(), login);
  }

  Project register(Path repository) {
    return projects.register(
        new ProjectService.Registration(repository, null, null, null, ProjectSettings.NONE),
        USER,
        _ -> {});
  }

  Session send(String action, Project project, String prompt) {
    return commands
        .submit(
            new Asked.Fields(
                new Command.Wanted.Work(
                    "claude", action, project.slug().value(), null, prompt, null, null)),
            Command.Source.API,
            _ -> {},
            _ -> {})
        .session();
  }

  Session session(SessionId id) {
    return stores.sessions().find(id).orElseThrow();
  }

  /** Waits on the event log until the session is as wanted. */
  Session await(SessionId id, Predicate<Session> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long seen = stores.events().lastSeq();
      Session session = session(id);
      if (wanted.test(session)) {
        return session;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still " + session.standing() + " after\n" + story(id));
      }
      stores.events().awaitAfter(seen, Duration.ofSeconds(1));
    }
  }

  List<Event> events(SessionId id, String... types) {
    return stores
        .events()
        .read(new EventFilter(null, id.value(), List.of(types)), 0, Long.MAX_VALUE, 100_000);
  }

  String story(SessionId id) {
    StringBuilder story = new StringBuilder();
    events(id)
        .forEach(e -> story.append(e.seq()).append(' ').append(e.fact().payload()).append('\n'));
    return story.toString();
  }

  /** Leaves no process of an open turn. */
  void endAgents() {
    for (SessionId id : stores.turns().listSessionsWithOpenTurn()) {
      supervisor.sweep(new RunId(id, session(id).progress().turnCount()));
    }
  }

  /** Ends the threads and the store; processes go on, as after a kill of the daemon. */
  @Override
  public void close() {
    live.close();
    store.close();
  }
}
