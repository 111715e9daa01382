package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Usage;
import dev.orch.domain.session.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} does. */
public abstract class SessionStoreContract extends StoresContract {

  @Test
  void whatWasInsertedIsFoundAsItWas() {
    Session session = full(samples.session(Samples.NOON));

    write(() -> stores.sessions().insert(session));

    assertThat(stores.sessions().find(session.id())).contains(session);
  }

  @Test
  void whatWasNeverInsertedIsNotFound() {
    assertThat(stores.sessions().find(new SessionId("0000000000"))).isEmpty();
  }

  @Test
  void anIdIsTakenOnce() {
    Session session = insert(samples.session(Samples.NOON));

    assertThatThrownBy(() -> write(() -> stores.sessions().insert(session)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void replaceKeepsAllThatMayChange() {
    Session session = insert(samples.session(Samples.NOON));
    Session next = full(Samples.moved(session, SessionState.RUNNING));

    assertThat(replace(next)).isTrue();

    assertThat(stores.sessions().find(session.id())).contains(next);
  }

  @Test
  void replaceWithAStaleVersionChangesNothing() {
    Session first = insert(samples.session(Samples.NOON));
    Session second = Samples.moved(first, SessionState.RUNNING);
    replace(second);

    assertThat(replace(Samples.moved(first, SessionState.STOPPED))).isFalse();

    assertThat(stores.sessions().find(first.id())).contains(second);
  }

  @Test
  void replaceOfWhatIsNotThereChangesNothing() {
    assertThat(replace(Samples.moved(samples.session(Samples.NOON), SessionState.RUNNING)))
        .isFalse();
    assertThat(list(SessionStore.Filter.ALL, 10, null).items()).isEmpty();
  }

  @Test
  void eachWonReplaceOfManyWritersCountsOnce() throws Exception {
    Session session = insert(samples.session(Samples.NOON));
    int writers = 8;
    int units = 200;
    List<Future<?>> done = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < writers; i++) {
        done.add(
            threads.submit(() -> {
              for (int unit = 0; unit < units; unit++) {
                countOneTurn(session.id());
              }
            }));
      }
    }
    for (Future<?> future : done) {
      future.get();
    }

    Session last = stores.sessions().find(session.id()).orElseThrow();
    assertThat(last.progress().turnCount()).isEqualTo(writers * units);
    assertThat(last.version()).isEqualTo(1 + writers * units);
  }

  @Test
  void listGivesTheNewestFirst() {
    Session old = insert(samples.session(Samples.NOON));
    Session young = insert(samples.session(Samples.NOON.plusSeconds(1)));

    assertThat(list(SessionStore.Filter.ALL, 10, null).items()).containsExactly(young, old);
  }

  @Test
  void pagesHoldEveryEntryOnceHoweverManyAreInsertedBetween() {
    List<Session> before = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      before.add(insert(samples.session(Samples.NOON.plusMillis(i / 5))));
    }

    List<Session> seen = new ArrayList<>();
    Page.@Nullable Key after = null;
    do {
      Page<Session> page = list(SessionStore.Filter.ALL, 4, after);
      seen.addAll(page.items());
      insert(samples.session(Samples.NOON.plusSeconds(60)));
      after = page.next();
    } while (after != null);

    assertThat(seen).containsExactlyInAnyOrderElementsOf(before);
    assertThat(seen)
        .isSortedAccordingTo((a, b) -> b.times().createdAt().compareTo(a.times().createdAt()));
  }

  @Test
  void aPageThatHoldsAllHasNoNext() {
    insert(samples.session(Samples.NOON));
    insert(samples.session(Samples.NOON));

    assertThat(list(SessionStore.Filter.ALL, 2, null).next()).isNull();
    assertThat(list(SessionStore.Filter.ALL, 1, null).next()).isNotNull();
  }

  @Test
  void listKnowsProjectStateAgentAndAction() {
    ProjectId project = samples.project(Samples.NOON).id();
    Session mine = insert(samples.session(project, CommandAction.REVIEW, Samples.NOON));
    Session other = insert(samples.session(Samples.NOON));
    Session running = Samples.moved(other, SessionState.RUNNING);
    replace(running);

    assertThat(list(filter(project, Set.of(), null, null))).containsExactly(mine);
    assertThat(list(filter(null, Set.of(SessionState.RUNNING), null, null)))
        .containsExactly(running);
    assertThat(list(filter(null, Set.of(SessionState.RUNNING, SessionState.CREATED), null, null)))
        .containsExactlyInAnyOrder(mine, running);
    assertThat(list(filter(null, Set.of(), new AgentId("codex"), null))).isEmpty();
    assertThat(list(filter(null, Set.of(), new AgentId("claude"), CommandAction.REVIEW)))
        .containsExactly(mine);
  }

  @Test
  void theQueueAloneIsListedPageByPageAndCounted() {
    ProjectId project = samples.project(Samples.NOON).id();
    Session mine = insert(samples.session(project, CommandAction.REVIEW, Samples.NOON));
    Session failed = Samples.moved(insert(samples.session(Samples.NOON)), SessionState.FAILED);
    replace(failed);
    insert(samples.session(Samples.NOON));
    write(() -> {
      stores.queue().add(mine.id(), Wish.followUp(Actor.DAEMON), Samples.NOON, null);
      stores.queue().add(failed.id(), Wish.followUp(Actor.DAEMON), Samples.NOON, null);
    });

    Page<Session> first = list(queued(null, Set.of()), 1, null);
    Page<Session> second = list(queued(null, Set.of()), 1, first.next());

    assertThat(List.of(first.items().getFirst(), second.items().getFirst()))
        .containsExactlyInAnyOrder(mine, failed);
    assertThat(second.next()).isNull();
    assertThat(list(queued(project, Set.of()))).containsExactly(mine);
    assertThat(list(queued(null, Set.of(SessionState.FAILED)))).containsExactly(failed);
    assertThat(
            stores.sessions().count(null, SessionStore.Among.QUEUED).counts(Map.of()).get("state"))
        .isEqualTo(Map.of("created", 1L, "failed", 1L));
  }

  private static SessionStore.Filter queued(@Nullable ProjectId project, Set<SessionState> states) {
    return new SessionStore.Filter(project, states, null, null, null, SessionStore.Among.QUEUED);
  }

  @Test
  void idsAreFoundByTheirBeginning() {
    List<SessionId> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(insert(samples.session(Samples.NOON)).id());
    }
    String prefix = ids.getFirst().value().substring(0, 1);
    List<SessionId> expected =
        ids.stream()
            .filter(id -> id.value().startsWith(prefix))
            .sorted((a, b) -> a.value().compareTo(b.value()))
            .toList();

    assertThat(stores.sessions().idsStartingWith(prefix, 100)).isEqualTo(expected);
    assertThat(stores.sessions().idsStartingWith(prefix, 1)).hasSize(1);
    assertThat(stores.sessions().idsStartingWith(ids.getFirst().value(), 9))
        .containsExactly(ids.getFirst());
    assertThat(stores.sessions().idsStartingWith("%", 100)).isEmpty();
    assertThat(stores.sessions().idsStartingWith("_", 100)).isEmpty();
  }

  private void countOneTurn(SessionId id) {
    boolean won = false;
    while (!won) {
      Session seen = stores.sessions().find(id).orElseThrow();
      Session next = withTurns(seen, seen.progress().turnCount() + 1);
      won = replace(next);
    }
  }

  @Test
  void theBranchThatOneCannotBeBesideIsFoundUntilItsSessionIsDeleted() {
    Session session = insert(samples.session(Samples.NOON));
    ProjectId project = session.assignment().project();
    String branch = "orch/" + session.id();

    for (String clashing : List.of(branch, "orch", branch + "/more")) {
      assertThat(stores.sessions().findClash(project, clashing)).contains(branch);
    }
    assertThat(stores.sessions().findClash(project, branch + "-2")).isEmpty();
    assertThat(stores.sessions().findClash(new ProjectId("another"), branch)).isEmpty();
    replace(Samples.moved(session, SessionState.DELETED));
    assertThat(stores.sessions().findClash(project, branch)).isEmpty();
  }

  private Session insert(Session session) {
    write(() -> stores.sessions().insert(session));
    return session;
  }

  private boolean replace(Session next) {
    return stores.transactions().write(() -> stores.sessions().replace(next));
  }

  private Page<Session> list(SessionStore.Filter filter, int limit, Page.@Nullable Key after) {
    return stores.sessions().list(filter, new Page.Request(limit, after));
  }

  private List<Session> list(SessionStore.Filter filter) {
    return list(filter, 10, null).items();
  }

  private static SessionStore.Filter filter(
      @Nullable ProjectId project,
      Set<SessionState> states,
      @Nullable AgentId agent,
      @Nullable CommandAction action) {
    return new SessionStore.Filter(project, states, agent, action);
  }

  private static Session withTurns(Session session, int turns) {
    return new Session(
        session.id(),
        session.assignment(),
        session.place(),
        session.standing(),
        new Session.Progress(turns, null, null, null, null, List.of(), session.progress().usage()),
        session.times(),
        session.version() + 1);
  }

  /** The same session with a value in every field that may be empty. */
  private static Session full(Session session) {
    return new Session(
        session.id(),
        session.assignment(),
        session.place().withHead("beef"),
        new Session.Standing(
            SessionState.ARCHIVED,
            null,
            Samples.NOON,
            new Session.ArchivedFrom(SessionState.FAILED, Reason.AGENT_ERROR)),
        new Session.Progress(
            3,
            "a-1",
            137,
            "Bash: ls \u00e4\ud83d\ude00",
            new Session.Changes(1, 2, 3),
            List.of(
                new Warning(Warning.Code.SETTLING_FAILED, "odd", "look", Samples.NOON),
                new Warning(Warning.Code.AGENT_MISCONFIGURED, "odder", null, Samples.NOON)),
            new Usage(1, 2, 3, 0.25)),
        new Session.Times(
            session.times().createdAt(),
            Samples.NOON,
            Samples.NOON.plus(Duration.ofMillis(1)),
            Samples.NOON.plusSeconds(2)),
        session.version());
  }
}
