package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.ProjectPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} does. */
public abstract class EventLogContract extends StoresContract {
  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  void eventsAreReadAsTheyWereInTheOrderOfTheirNumbers() {
    Session session = samples.session(Samples.NOON);
    NewEvent first =
        new NewEvent(
            EventType.SESSION_STARTED,
            Samples.NOON,
            session.assignment().project(),
            session.id().value(),
            1,
            Actor.DAEMON,
            new SessionPayload.Step(
                "created",
                "running",
                "launched",
                null,
                "d",
                new OutputSource(1, "out", 5_000_000_000L, 3),
                7L));
    NewEvent second =
        new NewEvent(
            EventType.DAEMON_STARTED,
            Samples.NOON.minusSeconds(1),
            null,
            null,
            0,
            new Actor(Actor.Kind.USER, "cli"),
            new DaemonPayload.Started("0.1", 42));
    NewEvent third = Samples.said(session, "\u00e4\"\\\n\ud83d\ude00");

    List<Long> numbers = append(first, second, third);

    assertThat(readAll(EventFilter.ALL))
        .containsExactly(
            new Event(numbers.get(0), first),
            new Event(numbers.get(1), second),
            new Event(numbers.get(2), third));
    assertThat(numbers).isSorted().doesNotHaveDuplicates().allMatch(seq -> seq > 0);
    assertThat(stores.events().lastSeq()).isEqualTo(numbers.getLast());
  }

  @Test
  void anEmptyLogEndsAtZero() {
    assertThat(stores.events().lastSeq()).isZero();
    assertThat(readAll(EventFilter.ALL)).isEmpty();
  }

  @Test
  void appendingOutsideOfAUnitIsRefused() {
    NewEvent event = Samples.said(samples.session(Samples.NOON), "x");

    assertThatThrownBy(() -> stores.events().append(event))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bothEndsOfARangeAreExclusive() {
    Session session = samples.session(Samples.NOON);
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      numbers.addAll(append(Samples.said(session, "n" + i)));
    }

    List<Event> events = stores.events().read(EventFilter.ALL, numbers.get(2), numbers.get(7), 100);
    assertThat(events).extracting(Event::seq).isEqualTo(numbers.subList(3, 7));
    assertThat(stores.events().read(EventFilter.ALL, numbers.get(2), Long.MAX_VALUE, 2))
        .extracting(Event::seq)
        .isEqualTo(numbers.subList(3, 5));
    assertThat(stores.events().read(EventFilter.ALL, numbers.getLast(), Long.MAX_VALUE, 2))
        .isEmpty();
  }

  @Test
  void theNewestBeforeAPlaceAreReadAscending() {
    Session session = samples.session(Samples.NOON);
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      numbers.addAll(append(Samples.said(session, "n" + i)));
    }

    assertThat(stores.events().readBefore(EventFilter.ALL, numbers.get(4), 3))
        .extracting(Event::seq)
        .isEqualTo(numbers.subList(1, 4));
    assertThat(stores.events().readBefore(EventFilter.ALL, Long.MAX_VALUE, 2))
        .extracting(Event::seq)
        .isEqualTo(numbers.subList(4, 6));
    assertThat(stores.events().readBefore(EventFilter.ALL, numbers.get(1), 3))
        .extracting(Event::seq)
        .isEqualTo(numbers.subList(0, 1));
    assertThat(stores.events().readBefore(EventFilter.ALL, numbers.getFirst(), 3)).isEmpty();
  }

  @Test
  void filtersKnowProjectSessionAndType() {
    Session session = samples.session(Samples.NOON);
    Session other = samples.session(Samples.NOON);
    append(
        Samples.said(session, "mine"),
        Samples.said(other, "other"),
        event(session, EventType.AGENT_PLAN, new AgentPayload.Plan("p", null)),
        event(session, EventType.FOLLOW_UP_KEPT, new FollowUpPayload.Kept("f", "m", "auto")),
        event(session, EventType.SESSION_FOLLOWED_UP, step()),
        event(null, EventType.PROJECT_UPDATED, new ProjectPayload.Updated("s", List.of("name"))));
    ProjectId project = session.assignment().project();
    String id = session.id().value();

    assertThat(types(new EventFilter(null, id, List.of())))
        .containsExactly(
            EventType.AGENT_MESSAGE,
            EventType.AGENT_PLAN,
            EventType.FOLLOW_UP_KEPT,
            EventType.SESSION_FOLLOWED_UP);
    assertThat(types(new EventFilter(project, null, List.of("agent.*")))).hasSize(2);
    assertThat(types(new EventFilter(null, null, List.of("agent.plan", "project.*"))))
        .containsExactly(EventType.AGENT_PLAN, EventType.PROJECT_UPDATED);
    assertThat(types(new EventFilter(null, null, List.of("follow_up.*"))))
        .containsExactly(EventType.FOLLOW_UP_KEPT);
    assertThat(types(new EventFilter(null, null, List.of("*")))).hasSize(6);
    assertThat(types(new EventFilter(null, null, List.of("AGENT.*", "agent", "%")))).isEmpty();
  }

  @Test
  void aFilterKnowsTheTurnOfASession() {
    Session session = samples.session(Samples.NOON);
    append(
        Samples.said(session, "of turn 1"),
        Samples.said(samples.session(Samples.NOON), "another session's"),
        event(null, EventType.PROJECT_UPDATED, new ProjectPayload.Updated("s", List.of("name"))));

    assertThat(types(EventFilter.of(session.id(), 1))).containsExactly(EventType.AGENT_MESSAGE);
    assertThat(types(EventFilter.of(session.id(), 2))).isEmpty();
    assertThat(types(EventFilter.of(session.id(), null))).hasSize(1);
  }

  @Test
  void whoWaitsIsWokenByTheCommitAndNotBefore() throws Exception {
    Session session = samples.session(Samples.NOON);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch started = new CountDownLatch(1);
      Future<Long> seen =
          threads.submit(() -> {
            started.countDown();
            boolean woken = stores.events().awaitAfter(0, LONG);
            return woken ? stores.events().lastSeq() : -1L;
          });
      started.await();
      long seq =
          stores
              .transactions()
              .write(() -> {
                long appended = stores.events().append(Samples.said(session, "x"));
                assertThat(seen.isDone()).isFalse();
                return appended;
              });
      assertThat(seen).succeedsWithin(LONG).isEqualTo(seq);
    }
  }

  @Test
  void whatIsThereAlreadyIsNotWaitedFor() throws Exception {
    long seq = append(Samples.said(samples.session(Samples.NOON), "x")).getFirst();

    assertThat(stores.events().awaitAfter(seq - 1, Duration.ZERO)).isTrue();
    assertThat(stores.events().awaitAfter(seq, Duration.ZERO)).isFalse();
    assertThat(stores.events().awaitAfter(seq, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void noWakeUpIsLostHoweverReadersAndWritersMeet() throws Exception {
    Session session = samples.session(Samples.NOON);
    int wanted = 400;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Event>>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(() -> follow(wanted)));
      }
      for (int writer = 0; writer < 4; writer++) {
        threads.execute(() -> {
          for (int i = 0; i < wanted / 4; i++) {
            append(Samples.said(session, "x"));
          }
        });
      }
      for (Future<List<Event>> reader : readers) {
        assertThat(reader)
            .succeedsWithin(LONG)
            .satisfies(events ->
                assertThat(events)
                    .hasSize(wanted)
                    .extracting(Event::seq)
                    .isSorted()
                    .doesNotHaveDuplicates());
      }
    }
  }

  @Test
  void aUnitThatThrowsWakesNobody() throws Exception {
    Session session = samples.session(Samples.NOON);
    assertThatThrownBy(() ->
            write(() -> {
              stores.events().append(Samples.said(session, "x"));
              throw new IllegalArgumentException("on purpose");
            }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(stores.events().awaitAfter(0, Duration.ZERO)).isFalse();
  }

  /** Reads on as a subscriber does, until so many were seen. */
  private List<Event> follow(int wanted) throws InterruptedException {
    List<Event> seen = new ArrayList<>();
    long last = 0;
    while (seen.size() < wanted && stores.events().awaitAfter(last, LONG)) {
      seen.addAll(stores.events().read(EventFilter.ALL, last, Long.MAX_VALUE, 7));
      last = seen.getLast().seq();
    }
    return seen;
  }

  private List<Long> append(NewEvent... events) {
    return stores
        .transactions()
        .write(() -> {
          List<Long> numbers = new ArrayList<>();
          for (NewEvent event : events) {
            numbers.add(stores.events().append(event));
          }
          return numbers;
        });
  }

  private List<Event> readAll(EventFilter filter) {
    return stores.events().read(filter, 0, Long.MAX_VALUE, 1000);
  }

  private List<EventType> types(EventFilter filter) {
    return readAll(filter).stream().map(event -> event.fact().type()).toList();
  }

  private static NewEvent event(@Nullable Session session, EventType type, EventPayload payload) {
    return new NewEvent(
        type,
        Samples.NOON,
        session == null ? null : session.assignment().project(),
        session == null ? null : session.id().value(),
        0,
        Actor.DAEMON,
        payload);
  }

  private static SessionPayload.Step step() {
    return new SessionPayload.Step("running", "running", "follow_up", null, null, null, null);
  }
}
