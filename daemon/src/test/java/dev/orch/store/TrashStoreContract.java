package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link TrashStore} does. */
public abstract class TrashStoreContract extends StoresContract {

  @Test
  void whatWasInsertedIsFoundUntilItIsRemoved() {
    TrashEntry older = insert("aaaaaaaaaa", Samples.NOON, "orch/x");
    TrashEntry newer = insert("aaabbbbbbb", Samples.NOON.plusSeconds(1), null);

    assertThat(stores.trash().find(older.id())).contains(older);
    assertThat(stores.trash().idsStartingWith("aaab", 2)).containsExactly(newer.id());
    assertThat(stores.trash().list(null, null, new Page.Request(10, null)).items())
        .containsExactly(newer, older);

    write(() -> stores.trash().remove(older.id()));
    write(() -> stores.trash().remove(older.id()));

    assertThat(stores.trash().find(older.id())).isEmpty();
  }

  @Test
  void listAndCountGiveThoseOfOneProjectOrSession() {
    TrashEntry one = insert("aaaaaaaaaa", Samples.NOON, null);
    TrashEntry other = insert("bbbbbbbbbb", Samples.NOON.plusSeconds(1), null);
    Page.Request all = new Page.Request(10, null);

    assertThat(stores.trash().list(one.project(), null, all).items()).containsExactly(other, one);
    assertThat(stores.trash().list(null, one.session(), all).items()).containsExactly(one);
    assertThat(stores.trash().list(new ProjectId("qqqqqqqqqq"), null, all).items()).isEmpty();
    assertThat(stores.trash().count(null).counts(Map.of()))
        .isEqualTo(Map.of("project", Map.of(one.project().value(), 2L)));
    assertThat(stores.trash().count(one.session()).counts(Map.of()))
        .isEqualTo(Map.of("project", Map.of(one.project().value(), 1L)));
  }

  @Test
  void allThatABeginningMayMeanAreTold() {
    TrashEntry one = insert("aaaaaaaaaa", Samples.NOON, null);
    TrashEntry other = insert("bbbbbbbbbb", Samples.NOON, null);
    TrashEntry named = insert("sssccccccc", Samples.NOON, null);

    assertThat(stores.trash().idsStartingWith(other.session().value(), 5))
        .containsExactly(other.id());
    assertThat(stores.trash().idsStartingWith("sss", 5))
        .containsExactly(one.id(), other.id(), named.id());
    assertThat(stores.trash().idsStartingWith("sss", 2)).containsExactly(one.id(), other.id());
  }

  @Test
  void whoseTimeIsOverIsTold() {
    TrashEntry older = insert("aaaaaaaaaa", Samples.NOON, null);
    insert("bbbbbbbbbb", Samples.NOON.plusSeconds(1), null);

    assertThat(stores.trash().listExpired(older.expiresAt().minusMillis(1))).isEmpty();
    assertThat(stores.trash().listExpired(older.expiresAt())).containsExactly(older);
  }

  @Test
  void whoseWorkOfAProjectLiesInItIsTold() {
    TrashEntry one = insert("aaaaaaaaaa", Samples.NOON, null);
    insert("bbbabbbbbb", Samples.NOON.plusSeconds(1), null);

    assertThat(stores.trash().sessionsOf(one.project())).containsExactly(one.session());
    assertThat(stores.trash().sessionsOf(new ProjectId("qqqqqqqqqq"))).isEmpty();
  }

  private TrashEntry insert(String id, Instant at, @Nullable String branch) {
    TrashEntry entry =
        new TrashEntry(
            id,
            new SessionId("sssssssss" + id.charAt(3)),
            new ProjectId("pppppppppp"),
            new TrashEntry.Kept(17, branch, "{}"),
            at,
            at.plus(Duration.ofDays(30)));
    write(() -> stores.trash().insert(entry));
    return entry;
  }
}
