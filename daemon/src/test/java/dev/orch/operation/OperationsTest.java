package dev.orch.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an operation, whichever daemon carries it out. */
class OperationsTest {
  private static final Operation.Plan PLAN = new Operation.Plan("{}", "hash");

  @TempDir Path folder;
  private final Samples samples = new Samples(1);
  private final List<SessionId> woken = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private @Nullable RuntimeException trouble;
  private boolean runsScript;
  private SqliteStore store;
  private Stores stores;
  private Operations operations;
  private Session session;

  private final class Release implements OperationExecutor {
    @Override
    public Operation.Kind kind() {
      return Operation.Kind.RELEASE;
    }

    @Override
    public boolean runsScript(Operation operation) {
      return runsScript;
    }

    @Override
    public Ending execute(Operation operation) {
      done.add("files");
      if (trouble != null) {
        throw trouble;
      }
      return () -> done.add("commit");
    }
  }

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    operations =
        new Operations(
            stores,
            List.of(new Release()),
            woken::add,
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7)),
            InstantSource.fixed(Samples.NOON));
    session = samples.session(Samples.NOON);
    stores.transactions().write(() -> stores.sessions().insert(session));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theEndIsCommittedWithTheAnswerAndWakesTheSession() {
    Operation begun = begin();

    operations.carryOut(begun, () -> done.add("receipt"));

    assertThat(done).containsExactly("files", "commit", "receipt");
    assertThat(stage(begun)).isEqualTo(Operation.Stage.DONE);
    assertThat(woken).containsExactly(session.id());
  }

  @Test
  void whatIsNotAsPlannedClosesIt() {
    Operation begun = begin();
    trouble = new OperationFailedException("edited", List.of("a"), List.of("b", "c"));

    assertThatThrownBy(() -> operations.carryOut(begun, () -> done.add("receipt")))
        .isSameAs(trouble);

    assertThat(stores.operations().find(begun.id()).flatMap(Operation::failure))
        .contains("edited; written: a; not written: b, c");
    assertThat(done).doesNotContain("receipt");
    assertThat(stores.operations().hasOpen(session.id())).isFalse();
    assertThat(woken).containsExactly(session.id());
  }

  @Test
  void whatIsLeftInTheMiddleIsClosedWithItsPlanAndSaysWhatIsWhere() {
    Operation begun = begin(new Operation.Plan("{\"a\":1}", "hash"));
    trouble = OperationFailedException.unfinished("done: a; left: b", List.of("a"), List.of("b"));

    assertThatThrownBy(() -> operations.carryOut(begun, () -> done.add("receipt")))
        .isSameAs(trouble);

    Operation left =
        stores.operations().findLeft(session.id(), Operation.Kind.RELEASE).orElseThrow();
    assertThat(left.failure()).contains("done: a; left: b");
    assertThat(left.plan()).isEqualTo(begun.plan());
    assertThat(stores.operations().hasOpen(session.id())).isFalse();
  }

  @Test
  void whatFailsOtherwiseIsTakenUpByTheNextStart() {
    Operation begun = begin();
    trouble = new IllegalStateException("the disk is full");
    assertThatThrownBy(() -> operations.carryOut(begun, () -> {})).isSameAs(trouble);
    assertThat(stage(begun)).isEqualTo(Operation.Stage.WORKING);

    operations.finishOpen();
    trouble = null;
    operations.finishOpen();

    assertThat(stage(begun)).isEqualTo(Operation.Stage.DONE);
    assertThat(done).containsExactly("files", "files", "files", "commit");
  }

  @Test
  void whatHasEndedIsNotCarriedOutAgain() {
    Operation begun = begin();
    operations.carryOut(begun, () -> {});
    done.clear();

    operations.carryOut(begun, () -> done.add("receipt"));

    assertThat(done).containsExactly("receipt");
  }

  @Test
  void whatWasClosedIsNotCarriedOutAgain() {
    Operation begun = begin();
    trouble = new OperationFailedException("edited");
    assertThatThrownBy(() -> operations.carryOut(begun, () -> {})).isSameAs(trouble);
    trouble = null;
    done.clear();

    assertThatThrownBy(() -> operations.carryOut(begun, () -> done.add("receipt")))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage("edited");

    assertThat(done).isEmpty();
  }

  @Test
  void aStartWakesNobodyBeforeSessionsAreSettled() {
    Operation begun = begin();

    operations.finishOpen();

    assertThat(stage(begun)).isEqualTo(Operation.Stage.DONE);
    assertThat(woken).isEmpty();
  }

  @Test
  void whatAScriptIsToRunForIsCarriedOutBesideTheDaemonOnceSessionsAreSettled() {
    Operation begun = begin();
    runsScript = true;

    List<Operation> left = operations.finishOpen();

    assertThat(left).containsExactly(begun);
    assertThat(done).isEmpty();
    operations.finishBeside(left);
    assertThat(stage(begun)).isEqualTo(Operation.Stage.DONE);
    assertThat(woken).containsExactly(session.id());
  }

  @Test
  void aSecondOneIsRefusedAndSoIsOneDuringATurn() {
    begin();
    assertThatThrownBy(this::begin)
        .isInstanceOfSatisfying(
            OperationRefusedException.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo(OperationRefusedException.Refusal.OPERATION_OPEN));

    Session running = samples.session(Samples.NOON);
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(running);
          stores.turns().insert(Samples.turn(running.id(), 1));
        });
    session = running;
    assertThatThrownBy(this::begin)
        .isInstanceOfSatisfying(
            OperationRefusedException.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo(OperationRefusedException.Refusal.TURN_RUNNING));
  }

  @Test
  void oneThatStopsItsAgentIsNotCarriedOutBeforeItHasAPlan() {
    Operation stopping =
        stores
            .transactions()
            .write(() -> operations.beginStopping(wanted(), operations.asked(Actor.DAEMON, null)));
    operations.finishOpen();
    assertThat(done).isEmpty();

    Operation planned = stores.transactions().write(() -> operations.planned(stopping, PLAN));
    operations.carryOut(planned, () -> {});

    assertThat(stage(planned)).isEqualTo(Operation.Stage.DONE);
  }

  private Operations.Wanted wanted() {
    return wanted(PLAN);
  }

  private Operations.Wanted wanted(Operation.Plan plan) {
    return Operations.Wanted.of(Operation.Kind.RELEASE, session, plan);
  }

  private Operation begin() {
    return begin(PLAN);
  }

  private Operation begin(Operation.Plan plan) {
    return stores
        .transactions()
        .write(() -> operations.begin(wanted(plan), operations.asked(Actor.DAEMON, null)));
  }

  private Operation.Stage stage(Operation operation) {
    return stores.operations().find(operation.id()).orElseThrow().stage();
  }

  @Test
  void whatHasItsPlanIsNotAbandonedAnyMore() {
    Operation begun = begin();

    operations.abandon(begun, "somebody else was first");

    assertThat(stage(begun)).isEqualTo(Operation.Stage.WORKING);
  }
}
