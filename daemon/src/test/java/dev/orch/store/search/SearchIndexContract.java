package dev.orch.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Page;
import dev.orch.store.Samples;
import dev.orch.store.SessionStore;
import dev.orch.store.Stores;
import dev.orch.store.figures.FacetCube;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SearchIndex} does, together with the list of sessions that asks it. */
public abstract class SearchIndexContract {
  /** More than are asked for one by one. */
  private static final int MANY = 2_100;

  protected final Samples samples = new Samples(1);
  protected Stores stores;
  protected SearchIndex index;

  /** Stores and their index. */
  public record Opened(Stores stores, SearchIndex index) {}

  /** Opens what is there; at first nothing is. */
  protected abstract Opened open();

  @BeforeEach
  protected final void openStores() {
    Opened opened = open();
    stores = opened.stores();
    index = opened.index();
  }

  @Test
  void aSessionIsFoundByAnyOfItsTexts() {
    Session session = insert(0);
    insert(1);
    add(session, event(3), "Add caching");
    add(session, prompt(1), "retry the invoices");

    assertThat(found("caching")).containsExactly(session);
    assertThat(found("invoices")).containsExactly(session);
    assertThat(found("nothing")).isEmpty();
  }

  @Test
  void caseAndAccentsMakeNoDifferenceAndTheBeginningOfAWordIsEnough() {
    Session session = insert(0);
    add(session, event(3), "Das CAFÉ an der Straße öffnet");

    for (String typed : List.of("cafe", "CAFÉ", "caf", "Offn", "stra an")) {
      assertThat(found(typed)).as(typed).containsExactly(session);
    }
    assertThat(found("afe")).isEmpty();
  }

  @Test
  void allWordsStandInOneTextInAnyOrderAndThoseOfAPhraseFollowEachOther() {
    Session session = insert(0);
    add(session, event(3), "add retry to the client");
    add(session, event(4), "billing");

    assertThat(found("client add")).containsExactly(session);
    assertThat(found("client billing")).isEmpty();
    assertThat(found("\"retry to\" client")).containsExactly(session);
    assertThat(found("\"to retry\"")).isEmpty();
    assertThat(found("\"retry to")).containsExactly(session);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "\"",
        "\"\"",
        "*",
        "a*b",
        "^caching",
        "text:caching",
        "caching AND",
        "NOT",
        "NEAR(a b)",
        "(",
        ")",
        "{",
        "col : \"x",
        "-caching",
        "+",
        "a OR",
        "'",
        "''; DROP TABLE search",
        "\\",
        "%",
        "_",
        "😀",
        "\ud83d",
        "a\u0000b",
        "\"a\u0000b\"",
        "\u0301",
        "ſ",
        "İ",
        "漢字",
        "\uffff"
      })
  void whatIsTypedIsNeverSyntax(String typed) {
    Session session = insert(0);
    add(session, event(3), "add caching");

    assertThat(found(typed)).isSubsetOf(session);
  }

  @Test
  void wordsOfTheSyntaxAreWords() {
    Session session = insert(0);
    add(session, event(3), "do NOT go near(by) a:b foo_bar C++");

    for (String typed : List.of("NOT", "near", "a:b", "foo_bar", "foo_b", "C++", "not AND")) {
      assertThat(found(typed))
          .as(typed)
          .isEqualTo(typed.contains("AND") ? List.of() : List.of(session));
    }
  }

  @Test
  void whatHasNoLetterAndNoDigitFindsNothing() {
    add(insert(0), event(3), "add caching");

    assertThat(found("--- !!")).isEmpty();
    assertThat(found("--- caching")).hasSize(1);
  }

  @Test
  void theOtherFiltersHoldTooAndTheOneThatCameLastIsFirst() {
    Session old = insert(0);
    Session young = insert(1);
    Session review =
        insert(samples.session(new ProjectId("p"), CommandAction.REVIEW, Samples.NOON));
    for (Session session : List.of(old, review, young)) {
      add(session, event(3), "caching");
    }

    assertThat(
            list(
                new SessionStore.Filter(
                    null, Set.of(), null, CommandAction.IMPLEMENT, read("caching"))))
        .containsExactly(young, old);
    assertThat(
            list(
                new SessionStore.Filter(new ProjectId("p"), Set.of(), null, null, read("caching"))))
        .containsExactly(review);
    assertThat(
            list(
                new SessionStore.Filter(
                    null, Set.of(), new AgentId("codex"), null, read("caching"))))
        .isEmpty();
  }

  @Test
  void pagesHoldEveryOneOnce() {
    List<Session> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Session session = insert(i / 3);
      all.add(session);
      add(session, event(i), i % 2 == 0 ? "caching" : "other");
    }
    SessionStore.Filter filter =
        new SessionStore.Filter(null, Set.of(), null, null, read("caching"));

    List<Session> seen = new ArrayList<>();
    Page.@Nullable Key after = null;
    do {
      Page<Session> page = stores.sessions().list(filter, new Page.Request(3, after));
      seen.addAll(page.items());
      after = page.next();
    } while (after != null);

    List<Session> expected = new ArrayList<>();
    for (int i = 0; i < 20; i += 2) {
      expected.add(all.get(i));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
  }

  @Test
  void aPageGoesOnBehindASessionThatIsGoneSince() {
    for (int i = 0; i < 6; i++) {
      add(insert(i), event(i), "caching");
    }
    SessionStore.Filter filter =
        new SessionStore.Filter(null, Set.of(), null, null, read("caching"));
    Page<Session> first = stores.sessions().list(filter, new Page.Request(3, null));
    List<Session> rest = stores.sessions().list(filter, new Page.Request(3, first.next())).items();

    forget(first.items().getLast());

    assertThat(rest).hasSize(3);
    assertThat(stores.sessions().list(filter, new Page.Request(3, first.next())).items())
        .isEqualTo(rest);
  }

  @Test
  void wordsOfManyTextsAreFoundInAllOfThem() {
    List<Session> all = insertMany("caching");
    add(all.getFirst(), event(2), "caching first");

    assertThat(found("caching")).isEqualTo(all.reversed().subList(0, 50));
    assertThat(found("cach firs")).containsExactly(all.getFirst());
  }

  @Test
  void aWordOfManyTextsIsFoundAsItIsAndWithAStarByItsBeginning() {
    insertMany("the test");
    Session young = insert(MANY);
    add(young, event(1), "the tests");

    assertThat(found("test")).hasSize(50).doesNotContain(young);
    assertThat(found("test*").getFirst()).isEqualTo(young);
    assertThat(found("tes").getFirst()).isEqualTo(young);
    assertThat(index.matches(read("test"), List.of(young.id()))).isEmpty();
    assertThat(index.matches(read("test*"), List.of(young.id()))).hasSize(1);
    assertThat(
            stores.sessions().count(read("test"), SessionStore.Among.ALL).cells().stream()
                .mapToLong(FacetCube.Cell::count)
                .sum())
        .isEqualTo(MANY);
  }

  @Test
  void aWordIsSettledByHowManyTextsHoldItThen() {
    SearchQuery before = index.settle(read("test"));
    insertMany("the test");

    assertThat(before).isEqualTo(read("test*"));
    assertThat(index.settle(read("test tes"))).isEqualTo(read("\"test\" tes*"));
    assertThat(index.settle(before)).isEqualTo(before);
  }

  @Test
  void aShortWordIsFoundAsItIsAndWithAStarByItsBeginning() {
    Session one = insert(0);
    Session other = insert(1);
    add(one, event(3), "go on");
    add(other, event(3), "gone");

    assertThat(found("go")).containsExactly(one);
    assertThat(found("go*")).containsExactly(other, one);
  }

  @Test
  void theFirstTextThatFitsIsTold() {
    Session one = insert(0);
    Session two = insert(1);
    add(one, event(9), "caching again");
    add(one, event(5), "add caching");
    add(two, prompt(2), "more caching");

    assertThat(
            index.matches(
                read("caching"), List.of(one.id(), two.id(), new SessionId("0000000000"))))
        .containsExactlyInAnyOrder(
            new SearchIndex.Match(one.id(), event(5), "add caching"),
            new SearchIndex.Match(two.id(), prompt(2), "more caching"));
    assertThat(index.matches(read("caching"), List.of())).isEmpty();
    assertThat(index.matches(read("--"), List.of(one.id()))).isEmpty();
  }

  @Test
  void aPlaceHasOneText() {
    Session session = insert(0);
    add(session, event(3), "a");

    assertThatThrownBy(() -> add(session, event(3), "b")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsForgottenIsNotFoundAndTheOthersAre() {
    Session gone = insert(0);
    Session kept = insert(1);
    add(gone, event(3), "caching");
    add(kept, event(4), "caching");
    add(gone, prompt(1), "caching");

    forget(gone);
    forget(gone);

    assertThat(found("caching")).containsExactly(kept);
    add(gone, event(9), "caching");
    assertThat(found("caching")).containsExactlyInAnyOrder(kept, gone);
  }

  protected final Session insert(int second) {
    return insert(samples.session(Samples.NOON.plusSeconds(second)));
  }

  private Session insert(Session session) {
    stores.transactions().write(() -> stores.sessions().insert(session));
    return session;
  }

  /** One text of each says it. */
  private List<Session> insertMany(String text) {
    List<Session> all = new ArrayList<>();
    stores
        .transactions()
        .write(() -> {
          for (int i = 0; i < MANY; i++) {
            Session session = samples.session(Samples.NOON.plusSeconds(i));
            stores.sessions().insert(session);
            index.add(session.id(), event(1), text);
            all.add(session);
          }
        });
    return all;
  }

  protected final void add(Session session, SearchIndex.Place place, String text) {
    stores.transactions().write(() -> index.add(session.id(), place, text));
  }

  protected final void forget(Session session) {
    stores.transactions().write(() -> index.forget(session.id()));
  }

  protected static SearchIndex.Place event(long seq) {
    return new SearchIndex.Place.InEvent(seq);
  }

  protected static SearchIndex.Place prompt(int turn) {
    return new SearchIndex.Place.InPrompt(turn);
  }

  protected final List<Session> found(String typed) {
    return list(new SessionStore.Filter(null, Set.of(), null, null, read(typed)));
  }

  private List<Session> list(SessionStore.Filter filter) {
    return stores.sessions().list(filter, new Page.Request(50, null)).items();
  }

  private static SearchQuery read(String typed) {
    return SearchQuery.read(typed);
  }
}
