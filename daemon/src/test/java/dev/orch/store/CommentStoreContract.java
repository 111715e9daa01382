package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.Comment;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.SessionId;
import dev.orch.store.operation.CommentStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link CommentStore} does. */
public abstract class CommentStoreContract extends StoresContract {

  private static Comment comment(String id, SessionId session, String text) {
    return new Comment(
        id,
        session,
        new Comment.Spot("src/Ä b.java", Comment.Side.OLD, 3, 4),
        "one\n  two",
        text,
        null);
  }

  private boolean replace(SessionId session, long version, Comment... draft) {
    return stores
        .transactions()
        .write(() -> stores.comments().replaceDraft(session, version, List.of(draft)));
  }

  private void send(SessionId session, Comment.Sent with) {
    write(() -> stores.comments().send(session, with));
  }

  private List<Comment> list(SessionId session) {
    return stores.comments().list(session);
  }

  @Test
  void aDraftIsGivenBackAsItWasWritten() {
    SessionId session = storedSession().id();
    Comment first = comment("b", session, "first");
    Comment second = comment("a", session, "second");

    assertThat(list(session)).isEmpty();
    assertThat(stores.comments().version(session)).isZero();
    assertThat(replace(session, 0, first, second)).isTrue();

    assertThat(list(session)).containsExactly(first, second);
    assertThat(stores.comments().version(session)).isEqualTo(1);
  }

  @Test
  void aDraftThatSomebodyElseChangedIsNotReplaced() {
    SessionId session = storedSession().id();
    Comment mine = comment("a", session, "mine");
    replace(session, 0, mine);

    assertThat(replace(session, 0, comment("b", session, "theirs"))).isFalse();
    assertThat(replace(session, 7, comment("b", session, "theirs"))).isFalse();
    assertThat(list(session)).containsExactly(mine);

    assertThat(replace(session, 1)).isTrue();
    assertThat(list(session)).isEmpty();
    assertThat(stores.comments().version(session)).isEqualTo(2);
  }

  @Test
  void whatWasSentStaysAndIsNoDraftAnyMore() {
    SessionId session = storedSession().id();
    Comment sent = comment("a", session, "sent");
    replace(session, 0, sent);
    Comment.Sent with = new Comment.Sent(Samples.NOON, null, 2);

    send(session, with);
    assertThat(stores.comments().version(session)).isEqualTo(2);
    Comment draft = comment("b", session, "later");
    replace(session, 2, draft);
    replace(session, 3, draft);

    assertThat(list(session)).containsExactly(sent.sentWith(with), draft);
  }

  @Test
  void theTurnIsTheOneThatHasTheMessageNow() {
    SessionId session = storedSession().id();
    write(() -> stores.followUps().keep("f", session, "x", FollowUp.Mode.AUTO, Samples.NOON));
    Comment sent = comment("a", session, "sent");
    replace(session, 0, sent);
    send(session, new Comment.Sent(Samples.NOON, "f", null));

    assertThat(list(session))
        .containsExactly(sent.sentWith(new Comment.Sent(Samples.NOON, "f", null)));
    write(() -> stores.followUps().deliver("f", 3, Samples.NOON));
    assertThat(list(session))
        .containsExactly(sent.sentWith(new Comment.Sent(Samples.NOON, "f", 3)));
    write(() -> stores.followUps().takeBack(session, 3));
    assertThat(list(session))
        .containsExactly(sent.sentWith(new Comment.Sent(Samples.NOON, "f", null)));
  }

  @Test
  void whatIsTakenBackIsInTheDraftAgainAtItsOldPlace() {
    SessionId session = storedSession().id();
    Comment early = comment("a", session, "early");
    replace(session, 0, early);
    send(session, new Comment.Sent(Samples.NOON, "f", null));
    Comment late = comment("b", session, "late");
    replace(session, 2, late);

    write(() -> stores.comments().takeBack(session, "another"));
    assertThat(stores.comments().version(session)).isEqualTo(3);
    write(() -> stores.comments().takeBack(session, "f"));

    assertThat(list(session)).containsExactly(early, late);
    assertThat(stores.comments().version(session)).isEqualTo(4);
  }

  @Test
  void sessionsDoNotTouchEachOther() {
    SessionId session = storedSession().id();
    SessionId other = storedSession().id();
    Comment mine = comment("a", session, "mine");
    Comment theirs = comment("b", other, "theirs");
    replace(session, 0, mine);
    replace(other, 0, theirs);

    send(other, new Comment.Sent(Samples.NOON, null, 1));
    replace(other, 2);

    assertThat(list(session)).containsExactly(mine);
    assertThat(stores.comments().version(session)).isEqualTo(1);
  }
}
