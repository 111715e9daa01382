package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Project;
import dev.orch.domain.schedule.AtWork;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.schedule.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of many sessions with few places, held against a small model: who wants to run, and
 * how often each was begun.
 */
class SessionQueuePropertyTest {
  private static final Set<SessionAction> ASKED =
      EnumSet.of(
          SessionAction.FOLLOW_UP, SessionAction.RESUME, SessionAction.STOP, SessionAction.ARCHIVE);

  private static final int STEPS = 250;
  private static final int PLACES = 3;
  private static final Limits LIMITS = new Limits(PLACES, Map.of(), 0);

  @TempDir Path folder;

  /** Who waits, by what the model knows, and how many turns each has begun. */
  private final Set<SessionId> wanting = new HashSet<>();

  private final Map<SessionId, Integer> begun = new HashMap<>();
  private final List<SessionId> all = new ArrayList<>();
  private RandomGenerator random = RandomGenerator.getDefault();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nobodyIsLostNorBegunTwiceAndNoPlaceStaysEmptyWhileSomebodyWaits(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    QueuedSessions daemon = new QueuedSessions(folder, LIMITS, random);
    List<Project> projects = List.of(daemon.project(), daemon.project(), daemon.project());
    for (int step = 0; step < STEPS; step++) {
      act(daemon, projects);
      check(daemon);
      if (random.nextInt(20) == 0) {
        daemon.close();
        daemon = new QueuedSessions(folder, LIMITS, random);
      }
      if (random.nextInt(3) > 0) {
        daemon.look();
        check(daemon);
        assertThatPlacesAreUsed(daemon);
      }
    }
    drain(daemon);
    daemon.close();
  }

  private void act(QueuedSessions daemon, List<Project> projects) {
    if (all.isEmpty() || random.nextInt(4) == 0) {
      SessionId id = daemon.send(projects.get(random.nextInt(projects.size())));
      all.add(id);
      begun.put(id, 0);
      wanting.add(id);
      return;
    }
    SessionId id = all.get(random.nextInt(all.size()));
    if (daemon.hasOpenTurn(id)) {
      end(daemon, id);
      return;
    }
    Set<SessionAction> may = daemon.queries.detail(daemon.session(id)).actions();
    List<SessionAction> choices = may.stream().filter(ASKED::contains).toList();
    if (!choices.isEmpty()) {
      ask(daemon, id, choices.get(random.nextInt(choices.size())));
    }
  }

  private void end(QueuedSessions daemon, SessionId id) {
    daemon.launched(id);
    if (random.nextBoolean()) {
      daemon.done(id);
    } else {
      daemon.fails(id);
    }
  }

  private void ask(QueuedSessions daemon, SessionId id, SessionAction action) {
    switch (action) {
      case FOLLOW_UP -> {
        daemon.say(id, "more");
        wanting.add(id);
        if (random.nextInt(3) == 0) {
          withdrawAll(daemon, id);
        }
      }
      case RESUME -> {
        daemon.service.resume(id, random.nextBoolean() ? "go" : null, QueuedSessions.USER, _ -> {});
        wanting.add(id);
      }
      case STOP -> {
        daemon.service.stop(id, Reason.USER, QueuedSessions.USER, _ -> {});
        wanting.remove(id);
      }
      case ARCHIVE -> {
        daemon.service.archive(id, QueuedSessions.USER, _ -> {});
        wanting.remove(id);
      }
      case ANSWER, UNARCHIVE, APPLY, RELEASE, DELETE ->
          throw new AssertionError(action + " is not asked here");
    }
  }

  /** What was said is taken back; one that waits for that alone waits no more. */
  private void withdrawAll(QueuedSessions daemon, SessionId id) {
    if (daemon.hasOpenTurn(id)) {
      return;
    }
    boolean forMessages =
        daemon.stores.queue().find(id).orElseThrow().wish().ground() == Wish.Ground.MESSAGES;
    for (FollowUp kept : daemon.stores.followUps().listKept(id)) {
      daemon.service.kept().withdraw(id, kept.id(), () -> {}, QueuedSessions.USER);
    }
    if (forMessages) {
      wanting.remove(id);
    }
  }

  /** Whoever wants to run is queued once, or was begun once more than before. */
  private void check(QueuedSessions daemon) {
    List<SessionId> queued =
        daemon.stores.queue().list().stream().map(QueueEntry::session).toList();
    assertThat(queued).doesNotHaveDuplicates();
    for (SessionId id : all) {
      int turns = daemon.stores.turns().list(id).size();
      int before = begun.getOrDefault(id, 0);
      boolean waits = wanting.contains(id);
      if (waits && turns > before) {
        assertThat(turns).as("turns of %s", id).isEqualTo(before + 1);
        begun.put(id, turns);
        wanting.remove(id);
        waits = false;
      }
      assertThat(turns).as("turns of %s", id).isEqualTo(begun.getOrDefault(id, 0));
      assertThat(queued.contains(id)).as("%s is queued", id).isEqualTo(waits);
      assertThat(waits && daemon.hasOpenTurn(id)).as("%s waits and works", id).isFalse();
    }
    assertThat(places(daemon)).isLessThanOrEqualTo(PLACES);
  }

  private void assertThatPlacesAreUsed(QueuedSessions daemon) {
    if (!daemon.stores.queue().isEmpty()) {
      assertThat(places(daemon)).isEqualTo(PLACES);
    }
  }

  private static long places(QueuedSessions daemon) {
    return daemon.stores.queue().listAtWork().stream().filter(AtWork::takesPlace).count();
  }

  private void drain(QueuedSessions daemon) {
    daemon.look();
    check(daemon);
    while (!daemon.stores.turns().listSessionsWithOpenTurn().isEmpty()) {
      SessionId next = daemon.stores.turns().listSessionsWithOpenTurn().getFirst();
      end(daemon, next);
      daemon.look();
      check(daemon);
    }
    assertThat(daemon.stores.queue().isEmpty()).isTrue();
    assertThat(wanting).isEmpty();
  }
}
