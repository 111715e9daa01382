package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.http.ApiClient.Reply;
import dev.orch.store.Samples;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cursor goes on with the list that it came with, and with no other. */
class PagingTest extends HandlerFixture {
  private static final String FILTERED = "/api/v1/sessions?agent=claude&project=my-app";

  private String cursor = "";

  @BeforeEach
  void aListHasASecondPage() throws IOException {
    session("older");
    session("newer");
    cursor = "&cursor=" + client.get(FILTERED + "&limit=1").text("/next_cursor");
  }

  @Test
  void theOrderOfTheFiltersAndTheLengthOfThePageDoNotMatter() throws IOException {
    for (String again :
        List.of(
            FILTERED + "&limit=1",
            FILTERED,
            "/api/v1/sessions?project=my-app&limit=7&agent=claude")) {
      Reply second = client.get(again + cursor);
      assertThat(second.status()).as(again).isEqualTo(200);
      assertThat(second.text("/items/0/prompt")).isEqualTo("older");
    }
  }

  @Test
  void aFilterWithNothingBehindItIsRefused() throws IOException {
    for (String empty :
        List.of(
            "/api/v1/sessions?project=",
            "/api/v1/sessions?agent=",
            "/api/v1/sessions?state=",
            "/api/v1/events?session=",
            "/api/v1/events?type=",
            "/api/v1/artifacts?project=")) {
      Reply refused = client.get(empty);
      assertThat(refused.status()).as(empty).isEqualTo(400);
      assertThat(refused.problem()).as(empty).isEqualTo("unknown_filter_value");
    }
    assertThat(client.get("/api/v1/sessions?cursor=").problem()).isEqualTo("invalid_cursor");
    assertThat(client.get("/api/v1/sessions?q=").json().at("/items").isEmpty()).isTrue();
  }

  @Test
  void turnsAndStepsHavePages() throws IOException {
    String id = session("one");
    Session session = daemon.stores().sessions().find(new SessionId(id)).orElseThrow();
    daemon
        .stores()
        .transactions()
        .write(() -> {
          for (int turn = 2; turn <= 5; turn++) {
            daemon.stores().turns().insert(Samples.turn(session.id(), turn));
            daemon
                .stores()
                .events()
                .append(
                    new NewEvent(
                        EventType.SESSION_FOLLOWED_UP,
                        Samples.NOON,
                        session.assignment().project(),
                        id,
                        turn,
                        Actor.DAEMON,
                        new SessionPayload.Step(
                            "running", "running", "follow_up", null, null, null, null)));
          }
        });

    assertThat(all("/api/v1/sessions/" + id + "/turns", "number"))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(all("/api/v1/sessions/" + id + "/transitions", "seq"))
        .hasSize(4)
        .isSortedAccordingTo(Comparator.comparingLong(Long::parseLong));
  }

  /** A message that interrupts goes before the others: it has the least number. */
  @Test
  void followUpsAndAgentsHavePages() throws IOException {
    String id = session("one");
    for (String message : List.of("first", "second", "third", "fourth")) {
      client.post(
          "/api/v1/sessions/" + id + "/followup", "{\"message\":\"%s\"}".formatted(message));
    }
    daemon
        .stores()
        .transactions()
        .write(() -> {
          daemon
              .stores()
              .followUps()
              .keepFirst(
                  "zzzzzzzzzz", new SessionId(id), "urgent", FollowUp.Mode.AUTO, Samples.NOON);
        });

    assertThat(all("/api/v1/sessions/" + id + "/followups", "message"))
        .containsExactly("urgent", "first", "second", "third", "fourth");
    assertThat(all("/api/v1/sessions/" + id + "/followups", "position"))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(all("/api/v1/agents", "id"))
        .isEqualTo(client.get("/api/v1/agents").json().path("items").findValuesAsString("id"));
    assertThat(client.get("/api/v1/agents?limit=1").json().path("items")).hasSize(1);
  }

  /** In pages of two. */
  private List<String> all(String list, String field) throws IOException {
    List<String> all = new ArrayList<>();
    Reply page = client.get(list + "?limit=2");
    all.addAll(values(page, field));
    while (page.json().path("next_cursor").isString()) {
      page = client.get(list + "?limit=2&cursor=" + page.text("/next_cursor"));
      all.addAll(values(page, field));
    }
    return all;
  }

  private static List<String> values(Reply page, String field) {
    assertThat(page.json().path("items")).hasSizeLessThanOrEqualTo(2);
    return page.json().path("items").findValuesAsString(field);
  }

  /** What deletes at work are about to bring there is among what is there. */
  @Test
  void theTrashHasPagesWhateverIsAtWork() throws IOException {
    List<String> ids =
        List.of("aaaaaaaaab", "aaaaaaaaac", "aaaaaaaaad", "aaaaaaaaae", "aaaaaaaaaf");
    daemon
        .stores()
        .transactions()
        .write(() -> {
          for (int i = 0; i < ids.size(); i++) {
            Instant at = Samples.NOON.plusSeconds(i / 2);
            SessionId session = new SessionId("sssssssss" + i);
            if (i % 2 == 0) {
              daemon.stores().operations().insert(delete(ids.get(i), session, at));
            } else {
              daemon.stores().trash().insert(entry(ids.get(i), session, at));
            }
          }
        });

    assertThat(all("/api/v1/trash", "id")).isEqualTo(ids.reversed());
  }

  private static TrashEntry entry(String id, SessionId session, Instant at) {
    return new TrashEntry(
        id, session, new ProjectId("pppppppppp"), new TrashEntry.Kept(0, null, "{}"), at, at);
  }

  private static Operation delete(String trashId, SessionId session, Instant at) {
    String plan =
        """
        {"delete_branch":true,"removals":[],"kept_bytes":0,"freed_bytes":0,"expires_at_ms":0,
        "kept":{"trash_id":"%s","folder":"/nowhere/t","number":0,"movable":true,
        "home":{"top_level":"/nowhere","common_git_dir":"/nowhere/.git"},
        "tree":{"path":"/nowhere/w","branch":"b","base":"c0ffee","tip":null,"whole":false}}}\
        """
            .formatted(trashId);
    return new Operation(
        "delete" + trashId,
        Operation.Kind.DELETE,
        new ProjectId("pppppppppp"),
        session,
        new Operation.Plan(plan, "hash"),
        new Operation.Asked(Actor.DAEMON, null, at),
        new Operation.Progress(Operation.Stage.WORKING, null, null));
  }

  @Test
  void anotherListRefusesIt() throws IOException {
    for (String other :
        List.of(
            "/api/v1/sessions?agent=claude",
            "/api/v1/sessions?agent=claude&project=my-app&state=created",
            "/api/v1/sessions?agent=cursor&project=my-app",
            "/api/v1/artifacts?project=my-app",
            "/api/v1/events?project=my-app")) {
      Reply refused = client.get(other + cursor);
      assertThat(refused.status()).as(other).isEqualTo(400);
      assertThat(refused.problem()).as(other).isEqualTo("invalid_cursor");
      assertThat(refused.text("/hint")).contains("keep its filters");
    }
  }

  @Test
  void anotherEndOfTheLogRefusesIt() throws IOException {
    String ofTheLog =
        "&cursor=" + client.get("/api/v1/events?after=0&limit=1").text("/next_cursor");

    assertThat(client.get("/api/v1/events?after=0&limit=2" + ofTheLog).status()).isEqualTo(200);
    assertThat(client.get("/api/v1/events?after=0&before=9" + ofTheLog).problem())
        .isEqualTo("invalid_cursor");
    assertThat(client.get("/api/v1/events?before=9" + ofTheLog).problem())
        .isEqualTo("invalid_cursor");
  }
}
