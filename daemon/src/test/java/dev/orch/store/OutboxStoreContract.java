package dev.orch.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link OutboxStore} does. */
public abstract class OutboxStoreContract extends StoresContract {

  @Test
  void anOutboxIsItsMessagesBehindEachOther() {
    SessionId session = storedSession().id();

    append(session, 1, "one\n", "two\n");
    append(session, 1, "three\n");

    assertThat(stores.outbox().bytesFrom(session, 1, 0))
        .asString(UTF_8)
        .isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void bytesAreGivenFromAnyOffset() {
    SessionId session = storedSession().id();
    byte[] all = "a\u00e9\ud83d\ude00\nb\u20ac\n".getBytes(UTF_8);
    append(session, 1, "a\u00e9\ud83d\ude00\n", "b", "\u20ac\n");

    for (int offset = 0; offset <= all.length; offset++) {
      assertThat(stores.outbox().bytesFrom(session, 1, offset))
          .as("from %d", offset)
          .isEqualTo(Arrays.copyOfRange(all, offset, all.length));
    }
    assertThat(stores.outbox().bytesFrom(session, 1, all.length + 1)).isEmpty();
  }

  @Test
  void anEmptyMessageAddsNothing() {
    SessionId session = storedSession().id();

    append(session, 1, "", "a", "", "b");

    assertThat(stores.outbox().bytesFrom(session, 1, 0)).asString(UTF_8).isEqualTo("ab");
  }

  @Test
  void eachTurnHasItsOwn() {
    SessionId session = storedSession().id();

    append(session, 1, "one");
    append(session, 2, "two");
    write(() -> stores.outbox().end(session, 1));

    assertThat(stores.outbox().bytesFrom(session, 2, 0)).asString(UTF_8).isEqualTo("two");
    assertThat(stores.outbox().hasEnded(session, 1)).isTrue();
    assertThat(stores.outbox().hasEnded(session, 2)).isFalse();
  }

  @Test
  void nothingFollowsTheEnd() {
    SessionId session = storedSession().id();

    append(session, 1, "one");
    write(() -> stores.outbox().end(session, 1));
    append(session, 1, "late");
    write(() -> stores.outbox().end(session, 1));

    assertThat(stores.outbox().bytesFrom(session, 1, 0)).asString(UTF_8).isEqualTo("one");
    assertThat(stores.outbox().bytesFrom(session, 1, 3)).isEmpty();
    assertThat(stores.outbox().hasEnded(session, 1)).isTrue();
  }

  @Test
  void anOutboxMayEndBeforeItBegan() {
    SessionId session = storedSession().id();

    write(() -> stores.outbox().end(session, 1));
    append(session, 1, "late");

    assertThat(stores.outbox().hasEnded(session, 1)).isTrue();
    assertThat(stores.outbox().bytesFrom(session, 1, 0)).isEmpty();
  }

  private void append(SessionId session, int turn, String... messages) {
    write(() -> stores.outbox().append(session, turn, List.of(messages)));
  }
}
