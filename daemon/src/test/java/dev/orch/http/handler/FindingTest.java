package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.http.ApiClient.Reply;
import dev.orch.store.Samples;
import dev.orch.store.search.SearchIndex;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Searching, counting by facet, and what a person has looked at. */
class FindingTest extends HandlerFixture {

  @Test
  void sessionsAreFoundByTheWordsOfTheirPrompts() throws IOException {
    String caching = session("Add caching to the API, mind the Umläute");
    String retry = session("add retry to the client");

    assertThat(ids(search("caching"))).containsExactly(caching);
    assertThat(ids(search("ADD TO"))).containsExactly(retry, caching);
    assertThat(ids(search("umlau"))).containsExactly(caching);
    assertThat(ids(search("\"to the client\""))).containsExactly(retry);
    assertThat(ids(search("caching retry"))).isEmpty();
  }

  @Test
  void anAnswerTellsWhereItIs() throws IOException {
    session("first line\\nand then the needle here");

    JsonNode match = search("needle").json().at("/items/0/match");

    assertThat(match.path("turn").asInt()).isEqualTo(1);
    assertThat(match.path("snippet").asString()).contains("then the needle here");
    assertThat(client.get("/api/v1/sessions").json().at("/items/0/match").isNull()).isTrue();
  }

  @Test
  void aSearchGoesOnPageByPageWithOtherFilters() throws IOException {
    String one = session("add caching");
    session("other");
    String two = session("more caching");

    Reply first = client.get("/api/v1/sessions?limit=1&q=caching&project=my-app&action=implement");
    Reply second =
        client.get(
            "/api/v1/sessions?limit=1&q=caching&project=my-app&action=implement&facets=true&cursor="
                + first.text("/next_cursor"));

    assertThat(ids(first)).containsExactly(two);
    assertThat(ids(second)).containsExactly(one);
    assertThat(second.json().path("next_cursor").isNull()).isTrue();
  }

  /** So many texts come to hold the word between two pages that it would be looked for alone. */
  @Test
  void allPagesOfASearchLookForTheSame() throws IOException {
    String older = session("the tests");
    String newer = session("the test");
    String list = "/api/v1/sessions?q=test&limit=1&facets=true";
    Reply first = client.get(list);
    daemon
        .stores()
        .transactions()
        .write(() -> {
          for (int i = 1; i <= 2_000; i++) {
            SearchIndex.Place place = new SearchIndex.Place.InEvent(1_000 + i);
            daemon.searchIndex().add(new SessionId(newer), place, "a test");
          }
        });

    Reply second = client.get(list + "&cursor=" + first.text("/next_cursor"));

    assertThat(ids(first)).containsExactly(newer);
    assertThat(ids(second)).containsExactly(older);
    assertThat(second.json().at("/items/0/match/snippet").asString()).contains("tests");
    assertThat(second.json().at("/facets/state/created").asInt()).isEqualTo(2);
    assertThat(ids(client.get("/api/v1/sessions?q=test"))).containsExactly(newer);
  }

  @Test
  void whateverIsSearchedForIsAnswered() throws IOException {
    session("add caching");

    for (String typed :
        List.of(
            "\"", "*", "a*", "(", "NEAR(", "text:", "^", "a\u0000b", "😀", "' OR 1=1", "%", " ")) {
      assertThat(search(typed).status()).as(typed).isEqualTo(200);
    }
    assertThat(search("word ".repeat(33)).problem()).isEqualTo("invalid_query");
  }

  @Test
  void archivedOnesAreListedAndCountedOnlyWhereTheyAreAskedFor() throws IOException {
    String archived = session("one");
    String shown = session("two");
    stands(archived, SessionState.ARCHIVED);
    stands(session("three"), SessionState.DELETED);

    assertThat(ids(client.get("/api/v1/sessions"))).containsExactly(shown);
    assertThat(ids(client.get("/api/v1/sessions?state=archived"))).isEmpty();
    assertThat(ids(client.get("/api/v1/sessions?state=archived&archived=true")))
        .containsExactly(archived);
    assertThat(ids(client.get("/api/v1/sessions?archived=true"))).containsExactly(shown, archived);
    assertThat(ids(client.get("/api/v1/sessions?state=deleted&archived=true"))).isEmpty();
    assertThat(states("facets=true")).isEqualTo("{\"created\":1}");
    assertThat(states("facets=true&archived=true")).isEqualTo("{\"archived\":1,\"created\":1}");
    assertThat(client.get("/api/v1/sessions?facets=true&state=archived").json().at("/facets/agent"))
        .isEmpty();
  }

  private String states(String query) throws IOException {
    return client.get("/api/v1/sessions?" + query).json().at("/facets/state").toString();
  }

  private void stands(String id, SessionState state) {
    Session session = daemon.stores().sessions().find(new SessionId(id)).orElseThrow();
    daemon
        .stores()
        .transactions()
        .write(() -> daemon.stores().sessions().replace(Samples.moved(session, state)));
  }

  @Test
  void eachFacetIsCountedUnderTheOtherFilters() throws IOException {
    session("add caching");
    session("add retry");
    client.post("/api/v1/sessions", command("analyze", "look at caching"));

    JsonNode all = client.get("/api/v1/sessions?facets=true").json().path("facets");
    JsonNode some =
        client.get("/api/v1/sessions?facets=true&q=caching&action=analyze").json().path("facets");

    assertThat(all.at("/action/implement").asInt()).isEqualTo(2);
    assertThat(all.at("/action/analyze").asInt()).isEqualTo(1);
    assertThat(all.at("/project/my-app").asInt()).isEqualTo(3);
    assertThat(all.at("/agent/claude").asInt()).isEqualTo(3);
    assertThat(all.at("/state/created").asInt()).isEqualTo(3);
    assertThat(some.at("/action/implement").asInt()).isEqualTo(1);
    assertThat(some.at("/action/analyze").asInt()).isEqualTo(1);
    assertThat(some.at("/project/my-app").asInt()).isEqualTo(1);
    assertThat(client.get("/api/v1/sessions").json().has("facets")).isFalse();
    assertThat(client.get("/api/v1/artifacts?facets=true").json().at("/facets/kind").isObject())
        .isTrue();
    assertThat(
            client.get("/api/v1/input-requests?facets=true").json().at("/facets/status").isObject())
        .isTrue();
    JsonNode commands =
        client.get("/api/v1/commands?facets=true&status=accepted").json().path("facets");
    assertThat(commands.at("/status/accepted").asInt()).isEqualTo(3);
    assertThat(commands.at("/project/my-app").asInt()).isEqualTo(3);
    JsonNode events =
        client
            .get("/api/v1/events?facets=true&project=my-app&type=agent.*&limit=1")
            .json()
            .path("facets");
    assertThat(events.at("/type/session.created").asInt()).isEqualTo(3);
    assertThat(events.at("/type/daemon.started").isMissingNode()).isTrue();
  }

  @Test
  void lookingIsRecordedOnce() throws IOException {
    String id = session("add caching");
    assertThat(client.get("/api/v1/sessions/" + id).json().path("seen_at").isNull()).isTrue();

    Reply first = client.post("/api/v1/sessions/" + id + "/seen", "{}");
    Reply second = client.post("/api/v1/sessions/" + id + "/seen", "{}");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text("/seen_at")).isNotEmpty();
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(client.get("/api/v1/sessions").text("/items/0/seen_at"))
        .isEqualTo(first.text("/seen_at"));
    assertThat(client.post("/api/v1/sessions/0000000000/seen", "{}").status()).isEqualTo(404);
  }

  @Test
  void statsCountWhatThereIs() throws IOException {
    session("add caching");

    JsonNode stats = client.get("/api/v1/stats?days=7").json();

    assertThat(stats.path("projects").asInt()).isEqualTo(1);
    assertThat(stats.at("/sessions/created").asInt()).isEqualTo(1);
    assertThat(stats.path("unseen").asInt()).isZero();
    assertThat(stats.at("/used/total/turns").asInt()).isZero();
    assertThat(client.get("/api/v1/stats?days=0").problem()).isEqualTo("invalid_query");
  }

  private Reply search(String typed) throws IOException {
    return client.get("/api/v1/sessions?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
  }

  private static List<String> ids(Reply answer) {
    return StreamSupport.stream(answer.json().path("items").spliterator(), false)
        .map(item -> item.path("id").asString())
        .toList();
  }
}
