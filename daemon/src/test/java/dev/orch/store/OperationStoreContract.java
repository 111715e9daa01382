package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** What every {@link dev.orch.store.operation.OperationStore} does. */
public abstract class OperationStoreContract extends StoresContract {
  private static final ProjectId PROJECT = new ProjectId("pppppppppp");
  private static final SessionId ONE = new SessionId("aaaaaaaaaa");
  private static final SessionId OTHER = new SessionId("bbbbbbbbbb");

  @Test
  void whatIsOpenIsFoundWholeUntilItEnds() {
    Operation delete = insert("o1", Operation.Kind.DELETE, ONE);

    assertThat(stores.operations().find("o1")).contains(delete);
    assertThat(stores.operations().findOpen(ONE)).contains(delete);
    assertThat(stores.operations().findByReceipt("key o1")).contains(delete);
    assertThat(stores.operations().hasOpen(ONE)).isTrue();
    assertThat(stores.operations().hasOpen(OTHER)).isFalse();
    assertThat(stores.operations().listOpen()).containsExactly(delete);

    write(() -> stores.operations().finish("o1", Samples.NOON.plusSeconds(1)));

    assertThat(stores.operations().hasOpen(ONE)).isFalse();
    assertThat(stores.operations().listOpen()).isEmpty();
    Operation ended = stores.operations().find("o1").orElseThrow();
    assertThat(ended.stage()).isEqualTo(Operation.Stage.DONE);
    assertThat(ended.plan()).isEqualTo(new Operation.Plan(Operation.Plan.FORGOTTEN, "hash"));
  }

  @Test
  void theFirstEndStands() {
    insert("o1", Operation.Kind.DELETE, ONE);
    write(() -> stores.operations().fail("o1", "a.txt was edited", Samples.NOON));
    write(() -> stores.operations().finish("o1", Samples.NOON.plusSeconds(1)));

    assertThat(stores.operations().find("o1").flatMap(Operation::failure))
        .contains("a.txt was edited");
  }

  @Test
  void whatIsLeftInTheMiddleKeepsItsPlanUntilAnotherHasEndedIt() {
    Operation delete = insert("o1", Operation.Kind.DELETE, ONE);
    write(() -> stores.operations().leave("o1", "the disk failed", Samples.NOON));
    insert("o2", Operation.Kind.DELETE, OTHER);
    write(() -> stores.operations().fail("o2", "nothing was there", Samples.NOON));

    Operation left = stores.operations().findLeft(ONE, Operation.Kind.DELETE).orElseThrow();
    assertThat(left.plan()).isEqualTo(delete.plan());
    assertThat(left.failure()).contains("the disk failed");
    assertThat(stores.operations().listLeft()).containsExactly(left);
    assertThat(stores.operations().hasOpen(ONE)).isFalse();
    assertThat(stores.operations().findLeft(OTHER, Operation.Kind.DELETE)).isEmpty();

    insert("o3", Operation.Kind.DELETE, ONE);
    write(() -> stores.operations().leave("o3", "once more", Samples.NOON));
    assertThat(stores.operations().listLeft()).extracting(Operation::id).containsExactly("o3");
    insert("o4", Operation.Kind.DELETE, ONE);
    write(() -> stores.operations().finish("o4", Samples.NOON));

    assertThat(stores.operations().listLeft()).isEmpty();
    Operation first = stores.operations().find("o1").orElseThrow();
    assertThat(first.plan().text()).isEqualTo(Operation.Plan.FORGOTTEN);
    assertThat(first.failure().orElseThrow()).doesNotContain("the disk failed");
  }

  @Test
  void whatIsLeftOfOneKindStandsBesideWhatIsLeftOfAnother() {
    insert("o1", Operation.Kind.RESTORE, ONE);
    write(() -> stores.operations().leave("o1", "half is back", Samples.NOON));
    insert("o2", Operation.Kind.EMPTY, ONE);
    write(() -> stores.operations().leave("o2", "half is gone", Samples.NOON));

    assertThat(stores.operations().findLeft(ONE, Operation.Kind.RESTORE).map(Operation::id))
        .contains("o1");
    assertThat(stores.operations().findLeft(ONE, Operation.Kind.EMPTY).map(Operation::id))
        .contains("o2");
    insert("o3", Operation.Kind.EMPTY, ONE);
    write(() -> stores.operations().finish("o3", Samples.NOON));

    assertThat(stores.operations().listLeft()).isEmpty();
  }

  @Test
  void whatIsDoneSettlesOnlyWhatIsLeftOfItsOwnMatter() {
    insert("o1", Operation.Kind.RELEASE, ONE);
    write(() -> stores.operations().leave("o1", "a folder is left", Samples.NOON));
    insert("o2", Operation.Kind.APPLY, ONE);
    write(() -> stores.operations().leave("o2", "half is written", Samples.NOON));
    insert("o3", Operation.Kind.UNDO, ONE);
    write(() -> stores.operations().finish("o3", Samples.NOON));

    assertThat(stores.operations().listLeft()).extracting(Operation::id).containsExactly("o1");
    insert("o4", Operation.Kind.UNDO, ONE);
    write(() -> stores.operations().leave("o4", "half is back", Samples.NOON));
    insert("o5", Operation.Kind.RELEASE, ONE);
    write(() -> stores.operations().finish("o5", Samples.NOON));
    assertThat(stores.operations().listLeft()).extracting(Operation::id).containsExactly("o4");

    insert("o6", Operation.Kind.DELETE, ONE);
    write(() -> stores.operations().finish("o6", Samples.NOON));
    assertThat(stores.operations().listLeft()).isEmpty();
  }

  @Test
  void whatIsLeftOfOneKindCanBeForgotten() {
    insert("o1", Operation.Kind.RESTORE, ONE);
    write(() -> stores.operations().leave("o1", "half is back", Samples.NOON));
    insert("o2", Operation.Kind.EMPTY, ONE);
    write(() -> stores.operations().leave("o2", "half is gone", Samples.NOON));

    write(() -> stores.operations().forgetLeft(ONE, Operation.Kind.EMPTY));
    write(() -> stores.operations().forgetLeft(OTHER, Operation.Kind.RESTORE));

    assertThat(stores.operations().listLeft()).extracting(Operation::id).containsExactly("o1");
  }

  @Test
  void aSessionHasOneAtATime() {
    insert("o1", Operation.Kind.RELEASE, ONE);

    assertThatThrownBy(() -> insert("o2", Operation.Kind.DELETE, ONE))
        .isInstanceOf(IllegalStateException.class);

    write(() -> stores.operations().finish("o1", Samples.NOON));
    insert("o2", Operation.Kind.DELETE, ONE);
    insert("o3", Operation.Kind.DELETE, OTHER);
    assertThat(stores.operations().listOpen())
        .extracting(Operation::id)
        .containsExactly("o2", "o3");
  }

  @Test
  void aProjectHasOneApplyAtATime() {
    insert("o1", Operation.Kind.APPLY, ONE);

    assertThatThrownBy(() -> insert("o2", Operation.Kind.APPLY, OTHER))
        .isInstanceOf(IllegalStateException.class);
    insert("o3", Operation.Kind.RELEASE, OTHER);
  }

  @Test
  void oneThatStoppedItsAgentGetsItsPlanOnce() {
    write(() -> stores.operations().insert(sample("o1", Operation.Stage.STOPPING)));

    Operation.Plan last = new Operation.Plan("{\"b\":2}", "later");
    write(() -> stores.operations().begin("o1", last));

    assertThat(stores.operations().find("o1").map(Operation::plan)).contains(last);
    assertThat(stores.operations().find("o1").map(Operation::stage))
        .contains(Operation.Stage.WORKING);
    assertThatThrownBy(() -> write(() -> stores.operations().begin("o1", last)))
        .isInstanceOf(IllegalStateException.class);
  }

  private Operation insert(String id, Operation.Kind kind, SessionId session) {
    Operation operation = sample(id, kind, session, Operation.Stage.WORKING);
    write(() -> stores.operations().insert(operation));
    return operation;
  }

  private static Operation sample(String id, Operation.Stage stage) {
    return sample(id, Operation.Kind.DELETE, ONE, stage);
  }

  private static Operation sample(
      String id, Operation.Kind kind, SessionId session, Operation.Stage stage) {
    return new Operation(
        id,
        kind,
        PROJECT,
        session,
        new Operation.Plan("{\"a\":1}", "hash"),
        new Operation.Asked(new Actor(Actor.Kind.USER, "cli"), "key " + id, Samples.NOON),
        new Operation.Progress(stage, null, null));
  }
}
