package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.SessionId;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every {@link FollowUpStore} does. */
public abstract class FollowUpStoreContract extends StoresContract {

  @Test
  void keptOnesAreListedInTheOrderTheyCameIn() {
    SessionId session = storedSession().id();
    SessionId other = storedSession().id();

    FollowUp first = keep("z", session, "first");
    keep("y", other, "elsewhere");
    FollowUp second = keep("a", session, "second");

    assertThat(stores.followUps().listKept(session)).containsExactly(first, second);
    assertThat(first)
        .isEqualTo(
            new FollowUp(
                "z", session, "first", FollowUp.Mode.NEXT_TURN, first.position(), Samples.NOON, 1));
    assertThat(second.position()).isGreaterThan(first.position());
  }

  @Test
  void aKeptOneIsEditedByWhoReadItLast() {
    SessionId session = storedSession().id();
    FollowUp kept = keep("a", session, "first");

    assertThat(change(() -> stores.followUps().edit("a", 1, "better"))).isTrue();
    assertThat(change(() -> stores.followUps().edit("a", 1, "too late"))).isFalse();

    assertThat(stores.followUps().listKept(session))
        .singleElement()
        .satisfies(edited -> {
          assertThat(edited.message()).isEqualTo("better");
          assertThat(edited.version()).isEqualTo(2);
          assertThat(edited.position()).isEqualTo(kept.position());
        });
  }

  @Test
  void aDeliveredOneIsNeitherEditedNorWithdrawn() {
    SessionId session = storedSession().id();
    keep("a", session, "first");
    keep("b", session, "second");
    keep("taken", session, "third");
    write(() -> stores.followUps().deliver("taken", 2, Samples.NOON));
    write(() -> stores.followUps().deliver("a", 2, Samples.NOON));

    assertThat(change(() -> stores.followUps().edit("a", 1, "better"))).isFalse();
    assertThat(change(() -> stores.followUps().withdraw("a"))).isFalse();
    assertThat(change(() -> stores.followUps().withdraw("b"))).isTrue();
    assertThat(change(() -> stores.followUps().withdraw("b"))).isFalse();

    assertThat(stores.followUps().listKept(session)).isEmpty();
    assertThat(stores.followUps().isDelivered(session, "a")).isTrue();
    assertThat(stores.followUps().isDelivered(session, "tak")).isTrue();
    assertThat(stores.followUps().isDelivered(session, "b")).isFalse();
  }

  private boolean change(Supplier<Boolean> work) {
    return stores.transactions().write(work);
  }

  @Test
  void aDeliveredOneIsNotKeptAndItsPlaceIsNotGivenAgain() {
    SessionId session = storedSession().id();
    FollowUp first = keep("a", session, "first");

    write(() -> stores.followUps().deliver("a", 2, Samples.NOON));
    FollowUp second = keep("b", session, "second");

    assertThat(stores.followUps().listKept(session)).containsExactly(second);
    assertThat(second.position()).isGreaterThan(first.position());
  }

  @Test
  void anOfferedOneStaysKeptUntilItIsDelivered() {
    SessionId session = storedSession().id();
    FollowUp offered = keep("a", session, "first");
    FollowUp kept = keep("b", session, "second");

    write(() -> stores.followUps().offer("a", 1, "m-1"));

    assertThat(stores.followUps().listKept(session)).containsExactly(offered, kept);
    assertThat(stores.followUps().listOffered(session, 1)).containsExactly(offered);
    assertThat(stores.followUps().listOffered(session, 2)).isEmpty();
    assertThat(stores.followUps().findOffered(session, 1, "m-1")).contains(offered);
    assertThat(stores.followUps().findOffered(session, 1, "m-2")).isEmpty();

    write(() -> stores.followUps().deliver("a", 1, Samples.NOON));

    assertThat(stores.followUps().listOffered(session, 1)).isEmpty();
    assertThat(stores.followUps().findOffered(session, 1, "m-1")).isEmpty();
    assertThat(stores.followUps().listKept(session)).containsExactly(kept);
  }

  @Test
  void anOfferToALaterTurnReplacesTheEarlierOne() {
    SessionId session = storedSession().id();
    FollowUp followUp = keep("a", session, "first");

    write(() -> stores.followUps().offer("a", 1, "m-1"));
    write(() -> stores.followUps().offer("a", 2, "m-2"));

    assertThat(stores.followUps().listOffered(session, 1)).isEmpty();
    assertThat(stores.followUps().findOffered(session, 2, "m-2")).contains(followUp);
  }

  @Test
  void whatIsKeptIsLeftForLaterTurns() {
    SessionId session = storedSession().id();
    FollowUp first = keepFirst("a", session);
    FollowUp elsewhere = keepFirst("b", storedSession().id());
    write(() -> stores.followUps().deliver("a", 1, Samples.NOON));
    FollowUp second = keepFirst("c", session);

    write(() -> stores.followUps().leaveForLaterTurns(session));

    assertThat(stores.followUps().listKept(session))
        .extracting(FollowUp::id, FollowUp::mode, FollowUp::version)
        .containsExactly(tuple("c", FollowUp.Mode.NEXT_TURN, second.version()));
    assertThat(stores.followUps().listKept(elsewhere.session())).containsExactly(elsewhere);
    write(() -> stores.followUps().takeBack(session, 1));
    assertThat(stores.followUps().listKept(session)).contains(first);
  }

  @Test
  void whatATurnNeverSaidIsKeptAgainAtItsOldPlace() {
    SessionId session = storedSession().id();
    FollowUp first = keep("a", session, "first");
    FollowUp second = keep("b", session, "second");
    write(() -> stores.followUps().deliver("a", 3, Samples.NOON));

    List<FollowUp> nothing =
        stores.transactions().write(() -> stores.followUps().takeBack(session, 2));
    List<FollowUp> taken =
        stores.transactions().write(() -> stores.followUps().takeBack(session, 3));

    assertThat(nothing).isEmpty();
    assertThat(taken).containsExactly(first);
    assertThat(stores.followUps().listKept(session)).containsExactly(first, second);
  }

  @Test
  void whatAllTurnsSaidIsKeptAgainInItsOrder() {
    SessionId session = storedSession().id();
    SessionId other = storedSession().id();
    FollowUp first = keep("b", session, "first");
    FollowUp second = keep("a", session, "second");
    keep("c", other, "elsewhere");
    write(() -> stores.followUps().deliver("a", 2, Samples.NOON));
    write(() -> stores.followUps().deliver("b", 3, Samples.NOON));
    write(() -> stores.followUps().deliver("c", 2, Samples.NOON));

    List<FollowUp> taken =
        stores.transactions().write(() -> stores.followUps().takeBackAll(session));

    assertThat(taken).containsExactly(first, second);
    assertThat(stores.followUps().listKept(session)).containsExactly(first, second);
    assertThat(stores.followUps().listKept(other)).isEmpty();
  }

  @Test
  void oneThatGoesFirstIsAheadOfAllOthers() {
    SessionId session = storedSession().id();
    FollowUp kept = keep("a", session, "kept");
    FollowUp first = keepFirst("b", session);
    FollowUp before = keepFirst("c", session);
    FollowUp last = keep("d", session, "last");

    assertThat(stores.followUps().listKept(session)).containsExactly(before, first, kept, last);
  }

  private FollowUp keepFirst(String id, SessionId session) {
    return stores
        .transactions()
        .write(() ->
            stores.followUps().keepFirst(id, session, "ahead", FollowUp.Mode.AUTO, Samples.NOON));
  }

  private FollowUp keep(String id, SessionId session, String message) {
    return stores
        .transactions()
        .write(() ->
            stores.followUps().keep(id, session, message, FollowUp.Mode.NEXT_TURN, Samples.NOON));
  }
}
