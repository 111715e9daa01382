package dev.orch.session;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.BranchNaming;
import dev.orch.domain.project.Installation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.schedule.LaunchQueue;
import dev.orch.schedule.Limits;
import dev.orch.store.EventFilter;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions over a real store, with a queue. Nothing is launched: what an agent would do is done by
 * hand, and the loop of the queue looks when it is told to.
 */
final class QueuedSessions implements AutoCloseable {
  static final Actor USER = new Actor(Actor.Kind.USER, "test");
  static final AgentId CLAUDE = new AgentId("claude");

  final Stores stores;
  final SessionService service;
  final SessionQueries queries;
  final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
  final AtomicLong memory = new AtomicLong(Long.MAX_VALUE >> 8);

  /** How often the queue was ranked: each time it asks for the memory that there is, once. */
  final AtomicInteger rankings = new AtomicInteger();

  /** Projects with too little room on the disk. */
  final Set<ProjectId> full = ConcurrentHashMap.newKeySet();

  final LaunchQueue queue;
  final Admission admission;

  private final SqliteStore store;
  private final SessionLedger ledger;
  private final LaunchLoop loop;
  private final Samples samples;
  private final RandomIds ids;

  QueuedSessions(Path folder, Limits limits, RandomGenerator random) {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    ids = new RandomIds(random);
    samples = new Samples(random.nextLong());
    InstantSource clock = now::get;
    ledger = new SessionLedger(stores, clock);
    queue =
        new LaunchQueue(
            stores, limits, this::available, project -> !full.contains(project.id()), clock);
    admission = new Admission(stores, ledger, queue, ids, clock);
    LiveSessions live = new LiveSessions(QueuedSessions::end);
    SessionPlaces places =
        new SessionPlaces(
            new RuntimeFolder(".orchestrator", new Installation("ours", Path.of("/ours"))));
    service =
        new SessionService(
            stores,
            ledger,
            admission,
            new FollowUps(stores, ledger, admission, clock),
            new SessionMaker(ledger, admission, places, ids, clock),
            live,
            clock);
    queries = new SessionQueries(stores, queue, Duration.ofSeconds(5));
    loop = new LaunchLoop(stores, queue, admission, live);
  }

  private OptionalLong available() {
    rankings.incrementAndGet();
    return OptionalLong.of(memory.get());
  }

  private static void end(LiveSessions.Live live) {
    boolean ended = false;
    while (!ended) {
      ended = live.retire();
    }
  }

  Project project() {
    Project project = samples.project(now.get());
    write(() -> stores.projects().insert(project));
    return project;
  }

  SessionId send(Project project) {
    return send(project, CLAUDE);
  }

  SessionId send(Project project, AgentId agent) {
    SessionRequest wanted =
        new SessionRequest(
            project,
            new CommandId(ids.next()),
            agent,
            CommandAction.IMPLEMENT,
            "do it",
            null,
            null,
            "main",
            "c0ffee",
            BranchNaming.BY_TEMPLATE);
    return stores.transactions().write(() -> service.create(wanted, USER)).id();
  }

  /** The loop looks. */
  void look() {
    loop.launchAll();
  }

  /** How long the loop lets pass until it looks by itself. */
  Duration untilNextLook() {
    return queue.untilNextLook();
  }

  /** Its agent has started and said which conversation it is. */
  void launched(SessionId id) {
    int turn = session(id).progress().turnCount();
    write(() -> {
      stores.turns().saveLaunch(id, turn, new Turn.Launch("{}", "{}", 0, 0, 1L, now.get()));
      ledger.change(
          id, session -> session.withProgress(session.progress().withAgentSessionId("talk")));
      ledger.observe(id, SessionTrigger.LAUNCHED, Cause.of(Actor.DAEMON, Reason.WORKING));
    });
  }

  /** Its turn ends well. */
  void done(SessionId id) {
    ends(id, SessionTrigger.AGENT_FINISHED, null);
  }

  /** Its turn fails. */
  void fails(SessionId id) {
    ends(id, SessionTrigger.AGENT_FAILED, Reason.AGENT_ERROR);
  }

  /** Its agent asks something, and goes on waiting. */
  InputRequest asks(SessionId id) {
    InputRequest request =
        new InputRequest(
            ids.next(),
            id,
            session(id).progress().turnCount(),
            ids.next(),
            new InputRequest.Question(
                InputRequest.Kind.QUESTION, "which", "which one?", List.of("a", "b")),
            InputRequest.Status.OPEN,
            null,
            now.get());
    write(() -> {
      stores.inputRequests().insert(request);
      ledger.observe(id, SessionTrigger.AGENT_ASKED, Cause.of(Actor.DAEMON, Reason.QUESTION));
    });
    return request;
  }

  /** Its process ends while it waits for an answer. */
  void leavesItsQuestion(SessionId id) {
    ends(id, SessionTrigger.AGENT_FINISHED, Reason.QUESTION);
  }

  void answer(InputRequest request) {
    service.answer(
        request.id(),
        new InputRequest.Answer(InputRequest.Decision.ALLOW, null, "b", now.get()),
        USER,
        _ -> {});
  }

  private void ends(SessionId id, SessionTrigger trigger, @Nullable Reason reason) {
    int turn = session(id).progress().turnCount();
    Outcome outcome =
        new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.PROTOCOL, null, null, List.of());
    write(() -> {
      stores.turns().finish(id, turn, new Turn.End(outcome, 0, Usage.NONE, now.get()));
      ledger.observe(id, trigger, Cause.of(Actor.DAEMON, reason));
    });
  }

  FollowUpResult say(SessionId id, String message) {
    return service.followUp(id, message, FollowUp.Mode.AUTO, USER, _ -> {});
  }

  Session session(SessionId id) {
    return stores.sessions().find(id).orElseThrow();
  }

  Optional<QueuePlace> place(SessionId id) {
    return queries.detail(session(id)).queued();
  }

  boolean hasOpenTurn(SessionId id) {
    return stores.turns().hasOpen(id);
  }

  Turn turn(SessionId id) {
    return stores.turns().findLatest(id).orElseThrow();
  }

  List<SessionPayload> told(SessionId id, String type) {
    return stores
        .events()
        .read(new EventFilter(null, id.value(), List.of(type)), 0, Long.MAX_VALUE, 100)
        .stream()
        .map(event -> (SessionPayload) event.fact().payload())
        .toList();
  }

  void write(Runnable work) {
    stores.transactions().write(work);
  }

  /** As after a kill: only what is committed is left. */
  @Override
  public void close() {
    store.close();
  }
}
