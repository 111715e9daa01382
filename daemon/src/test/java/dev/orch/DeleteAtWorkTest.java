package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is said of a session whose delete is not over: its teardown does not end. */
class DeleteAtWorkTest extends RealPlaneSuite {
  private static final String KEY = "Idempotency-Key: once";

  private Path begun;
  private Path enough;
  private String id;
  private FutureTask<ApiClient.Reply> deleting;

  @BeforeEach
  void begin() throws IOException {
    begun = folder.resolve("begun");
    enough = folder.resolve("enough");
    plane.set(
        "teardown",
        "touch %s; while [ -d %s ] && ! [ -e %s ]; do sleep 0.1; done"
            .formatted(begun, folder, enough));
    id = plane.send("implement", "[[write new.txt hello]]");
    plane.await(id, "completed");
    deleting = new FutureTask<>(() -> plane.client().post(ApiPath.DELETE.with(id), "{}", KEY));
    Thread.ofVirtual().start(deleting);
    plane.await(id, _ -> Files.exists(begun));
  }

  @AfterEach
  void letItEnd() throws IOException {
    if (!Files.exists(enough)) {
      Files.createFile(enough);
    }
  }

  @Test
  void everybodyWhoLooksIsToldOfIt() throws Exception {
    isTold();

    Files.createFile(enough);

    assertThat(deleting.get().status()).isEqualTo(200);
    assertThat(deleting.get().json().path("operation").isNull()).isTrue();
    isOver();
  }

  @Test
  void aDaemonThatGoesOnWithItTellsOfItToo() throws Exception {
    plane.restart(() -> Files.delete(begun));
    plane.await(id, _ -> Files.exists(begun));

    isTold();

    Files.createFile(enough);
    plane.await(id, session -> session.path("operation").isNull());
    isOver();
  }

  @Test
  void whoAsksAgainIsToldWhatIsAtWorkAndWhereToLook() throws Exception {
    ApiClient.Reply again = plane.client().post(ApiPath.DELETE.with(id), "{}", KEY);

    assertThat(again.problem()).isEqualTo("idempotency_in_progress");
    assertThat(again.text("/detail"))
        .contains("the delete of session %s is at work since".formatted(id))
        .contains("orch sessions show " + id);
    Files.createFile(enough);
    assertThat(deleting.get().status()).isEqualTo(200);
  }

  @Test
  void whatWasGivenBackIsSaidToBeAndWhere() throws Exception {
    Files.createFile(enough);
    assertThat(deleting.get().status()).isEqualTo(200);
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    ApiClient.Reply back = restore(id);
    assertThat(back.status()).as(back.raw().text()).isEqualTo(200);

    for (String named : new String[] {id, entry}) {
      ApiClient.Reply again = restore(named);
      assertThat(again.problem()).isEqualTo("trash_entry_not_found");
      assertThat(again.text("/detail"))
          .contains("given back at 2", back.text("/branch"), back.text("/worktree_path"));
    }
  }

  @Test
  void whatWasRemovedForGoodIsSaidToBe() throws Exception {
    Files.createFile(enough);
    assertThat(deleting.get().status()).isEqualTo(200);
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    plane.client().delete(ApiPath.TRASH_ENTRY.with(entry));

    assertThat(restore(id).text("/detail")).contains("removed for good at 2");
    assertThat(restore("nothing").text("/detail")).endsWith("\"nothing\"");
  }

  private void isTold() throws IOException {
    JsonNode operation = plane.session(id).path("operation");
    assertThat(operation.path("kind").asString()).isEqualTo("delete");
    assertThat(operation.path("stage").asString()).isEqualTo("working");
    assertThat(operation.path("since").asString()).startsWith("2");
    JsonNode page = plane.client().get(ApiPath.TRASH.with() + "?facets=true").json();
    JsonNode trash = page.path("items");
    assertThat(trash).hasSize(1);
    assertThat(page.at("/facets/project")).extracting(JsonNode::asInt).containsExactly(1);
    assertThat(trash.path(0).path("session_id").asString()).isEqualTo(id);
    assertThat(trash.path(0).path("operation")).isEqualTo(operation);
    for (String named : new String[] {id, trash.path(0).path("id").asString()}) {
      ApiClient.Reply restored = restore(named);
      assertThat(restored.problem()).isEqualTo("operation_open");
      assertThat(restored.text("/detail"))
          .contains("the delete of session %s is at work since".formatted(id));
    }
    JsonNode findings = plane.client().get(ApiPath.DOCTOR.with()).json().path("findings");
    assertThat(findings).hasSize(1);
    assertThat(findings.path(0).path("id").asString()).isEqualTo("unfinished_cleanup:delete:" + id);
    assertThat(findings.path(0).path("what").asString()).contains("is at work since");
    assertThat(findings.path(0).path("fixable").asBoolean()).isFalse();
  }

  private void isOver() throws IOException {
    JsonNode trash = plane.client().get(ApiPath.TRASH.with()).json().path("items");
    assertThat(trash).hasSize(1);
    assertThat(trash.path(0).path("operation").isNull()).isTrue();
    assertThat(plane.client().get(ApiPath.DOCTOR.with()).json().path("findings")).isEmpty();
    assertThat(restore(id).status()).isEqualTo(200);
  }

  private ApiClient.Reply restore(String named) throws IOException {
    return plane.client().post(ApiPath.RESTORE.with(named), "{}");
  }
}
