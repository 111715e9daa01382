package dev.orch.cli.demo;

import dev.orch.api.ApiPath;
import dev.orch.api.CommandView;
import dev.orch.api.HealthView;
import dev.orch.api.SubmitCommand;
import dev.orch.api.project.CreateProject;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.TurnView;
import dev.orch.cli.Surroundings;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.client.EventFeed;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.client.Watchdog;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.launch.DaemonStarter;
import dev.orch.cli.process.LiveProcess;
import dev.orch.cli.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The story that the demo tells, from an empty repository to three diffs. */
final class Demo {
  private static final Duration START = Duration.ofSeconds(20);

  private final Surroundings surroundings;
  private final DemoRepository repository;
  private final DemoScript script;
  private final Narrator narrator;
  private final DaemonClient daemon;
  private final DemoProcesses processes;

  /**
   * Ready to be told.
   *
   * @param processes gets all that is started, for who has to end it whatever happens
   */
  Demo(
      Surroundings surroundings,
      DemoRepository repository,
      DemoScript script,
      Narrator narrator,
      DemoProcesses processes) {
    this.surroundings = surroundings;
    this.repository = repository;
    this.script = script;
    this.narrator = narrator;
    this.processes = processes;
    this.daemon =
        new DaemonClient(surroundings.stateFolder(), this::place, this::place, Watchdog.quiet());
  }

  /** Tells it. Leaves the daemon running. */
  void tell() {
    processes.making(repository::create);
    String before = repository.fingerprint();
    narrator.chapter("A repository of its own, and a daemon");
    start("started");
    narrator.say("repository %s".formatted(repository.folder()));
    daemon.post(
        ApiPath.PROJECTS.with(),
        new CreateProject(repository.folder().toString(), "shop", null, null, null));

    narrator.chapter("Three agents at once, each in a worktree of its own");
    List<SessionView> sessions = script.prompts().stream().map(this::send).toList();
    sessions.forEach(session -> processes.addAgent(LiveProcess.now(pid(session))));
    requireAlive();
    follow(sessions);

    narrator.chapter("What each of them changed");
    sessions.forEach(this::diff);
    narrator.chapter("The checkout is untouched");
    if (!repository.fingerprint().equals(before)) {
      throw CliException.refused("The checkout was touched:\n" + repository.status());
    }
    narrator.say("git status: clean, HEAD: where it was. Each change is on a branch of its own.");
  }

  /** Where the demo's daemon is. */
  DaemonPlace.Ours place() {
    return DaemonFile.living(surroundings.stateFolder())
        .map(file -> new DaemonPlace.Ours(file.url(), Optional.of(file)))
        .orElseThrow(() -> new NoDaemonException(Complaint.of("The demo's daemon is away.")));
  }

  /** The client of the demo's daemon. */
  DaemonClient daemon() {
    return daemon;
  }

  private void start(String word) {
    DaemonPlace.Ours place =
        processes.startDaemon(new DaemonStarter(surroundings)::begin).awaitAnswer();
    HealthView.Full health = daemon.get(ApiPath.HEALTH.with()).as(HealthView.Full.class);
    narrator.say("daemon %s: %s  pid %d".formatted(word, place.url(), health.pid()));
  }

  private SessionView send(String prompt) {
    SubmitCommand command =
        new SubmitCommand(null, "claude", "implement", "shop", null, prompt, null, null, null);
    String target = ApiPath.COMMANDS.with() + new UrlQuery().add("wait", "launched");
    SessionView session =
        processes.making(() -> daemon.post(target, command)).as(CommandView.class).session();
    if (session == null) {
      throw CliException.refused("The daemon took the command and made no session of it.");
    }
    narrator.say("session %s  %s".formatted(session.id(), session.worktreePath()));
    return session;
  }

  private long pid(SessionView session) {
    List<Long> found = new ArrayList<>();
    new Waiting(START)
        .until(() -> {
          daemon.turns(session.id()).stream()
              .map(TurnView::pid)
              .filter(Objects::nonNull)
              .forEach(found::add);
          return !found.isEmpty();
        });
    if (found.isEmpty()) {
      throw CliException.refused("Session %s has no process.".formatted(session.id()));
    }
    return found.getFirst();
  }

  private List<Long> alive() {
    return processes.agents().stream().filter(LiveProcess::isAlive).map(LiveProcess::pid).toList();
  }

  private void requireAlive() {
    List<Long> alive = alive();
    if (alive.size() < script.alive()) {
      throw CliException.refused(
          "Of the processes %s only these are alive: %s."
              .formatted(processes.agents().stream().map(LiveProcess::pid).toList(), alive));
    }
    narrator.say(
        "processes %s are alive, all at the same time"
            .formatted(String.join(", ", alive.stream().map(Object::toString).toList())));
  }

  private void follow(List<SessionView> sessions) {
    DemoAudience audience =
        new DemoAudience(sessions, daemon, narrator, script.middle(), this::killAndStartAgain);
    EventFeed feed = new EventFeed(daemon, new UrlQuery().add("project", "shop"), 0, narrator::say);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> following = threads.submit(() -> feed.follow(audience::hear));
      try {
        following.get(script.limit().toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new AssertionError(e);
      } catch (TimeoutException e) {
        following.cancel(true);
        throw CliException.refused("The demo takes longer than %s.".formatted(script.limit()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CliException.refused("Interrupted.");
      }
    }
    audience.requireGoodEnd(script.lines());
  }

  private void killAndStartAgain() {
    DaemonFile file = place().file().orElseThrow();
    narrator.chapter("kill -9 %d: the daemon dies in the middle".formatted(file.process().pid()));
    file.process().kill();
    file.process().awaitEnd(START);
    requireAlive();
    start("started again");
    requireAlive();
    try {
      Files.createFile(script.back());
    } catch (IOException e) {
      throw CliException.refused("The agents cannot be told to end: " + e.getMessage());
    }
  }

  private void diff(SessionView session) {
    boolean any =
        daemon.read(
            ApiPath.DIFF.with(session.id()),
            bytes -> {
              try {
                return narrator.bytes(bytes);
              } catch (IOException e) {
                throw CliException.refused("The diff broke off: " + e.getMessage());
              }
            });
    if (!any) {
      throw CliException.refused("Session %s changed nothing.".formatted(session.id()));
    }
  }

  /** The log of the demo's daemon, for who looks for a reason. */
  Path log() {
    return surroundings.stateFolder().resolve("daemon.log");
  }
}
