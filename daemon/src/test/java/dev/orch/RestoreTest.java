package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A copy of the database takes its place again, as {@code docs/backup.md} tells. */
class RestoreTest extends RealPlaneSuite {

  @Test
  void aCopyIsMadeOnceForAKeyAndNeverOverAnother() throws IOException {
    ApiClient.Reply made = plane.client().post(ApiPath.BACKUP.with(), "{}", "Idempotency-Key: k");
    ApiClient.Reply again = plane.client().post(ApiPath.BACKUP.with(), "{}", "Idempotency-Key: k");
    ApiClient.Reply other = plane.client().post(ApiPath.BACKUP.with(), "{}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(Path.of(made.text("/path"))).exists().startsWith(plane.state().resolve("backups"));
    assertThat(again.text("/path")).isEqualTo(made.text("/path"));
    assertThat(other.text("/path")).isNotEqualTo(made.text("/path"));
  }

  @Test
  void whatWasThereIsThereAgainAndWorkGoesOn() throws Exception {
    String kept = plane.send("implement", "[[say before]]");
    plane.await(kept, "completed");
    Path copy = Path.of(plane.client().post(ApiPath.BACKUP.with(), "{}").text("/path"));
    String lost = plane.send("implement", "[[say after]]");
    plane.await(lost, "completed");
    plane.client().post(ApiPath.FOLLOW_UP.with(kept), "{\"message\":\"[[say second]]\"}");
    plane.await(kept, RestoreTest::twoTurns);
    long ahead = lastSeq();

    plane.restart(() -> restore(copy));

    assertThat(plane.session(kept).path("turn_count").asInt()).isEqualTo(1);
    assertThat(plane.client().get("/api/v1/sessions/" + lost).status()).isEqualTo(404);
    assertThat(firstEvent(ahead + 1000)).contains("event: reset");
    plane.client().post(ApiPath.FOLLOW_UP.with(kept), "{\"message\":\"[[say third]]\"}");
    plane.await(kept, RestoreTest::twoTurns);
    assertThat(plane.session(kept).path("last_line").asString()).isEqualTo("third");
  }

  @Test
  void oneThatWasAtWorkThenHasFailedAndIsResumedInItsWorktree() throws Exception {
    String id = plane.send("implement", "[[write first.txt first]] [[hang]]");
    JsonNode working = plane.await(id, "running/working");
    Path worktree = Path.of(working.path("worktree_path").asString());
    plane.await(id, _ -> Files.exists(worktree.resolve("first.txt")));
    Path copy = Path.of(plane.client().post(ApiPath.BACKUP.with(), "{}").text("/path"));
    plane.client().post(ApiPath.STOP.with(id), "{}");
    plane.await(id, session -> session.path("state").asString().equals("stopped"));
    Files.writeString(worktree.resolve("since.txt"), "since then");

    plane.restart(() -> restore(copy));

    JsonNode settled =
        plane.await(id, session -> session.path("state").asString().equals("failed"));
    assertThat(RealPlane.actions(settled)).contains("resume");
    plane.client().post(ApiPath.RESUME.with(id), "{\"message\":\"[[write third.txt third]]\"}");
    plane.await(id, RestoreTest::twoTurns);
    assertThat(worktree.resolve("first.txt")).hasContent("first");
    assertThat(worktree.resolve("since.txt")).hasContent("since then");
    assertThat(worktree.resolve("third.txt")).hasContent("third");
  }

  @Test
  void oneThatBeganLaterLeavesItsBranchAndWorktreeWhichTheDoctorNames() throws Exception {
    Path copy = Path.of(plane.client().post(ApiPath.BACKUP.with(), "{}").text("/path"));
    String later = plane.send("implement", "[[write new.txt work]]");
    JsonNode session = plane.await(later, "completed");
    Path worktree = Path.of(session.path("worktree_path").asString());
    GitRepository user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));

    plane.restart(() -> restore(copy));
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");

    assertThat(plane.client().get(ApiPath.DOCTOR.with()).json().toString())
        .contains(worktree.toString());
    assertThat(worktree.resolve("new.txt")).hasContent("work");
    assertThat(user.git("branch", "--list", session.path("branch").asString())).isNotEmpty();
    Files.delete(worktree.resolve("new.txt"));
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(worktree).doesNotExist();
  }

  /**
   * The run folder of the turn that nobody remembers is there, and is not taken for the new one.
   */
  @Test
  void aTurnThatIsForgottenIsNotTakenForTheNextOne() throws Exception {
    String id = plane.send("implement", "[[say before]]");
    plane.await(id, "completed");
    Path copy = Path.of(plane.client().post(ApiPath.BACKUP.with(), "{}").text("/path"));
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say forgotten]]\"}");
    plane.await(id, RestoreTest::twoTurns);

    plane.restart(() -> restore(copy));
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say anew]]\"}");

    plane.await(id, RestoreTest::twoTurns);
    assertThat(plane.session(id).path("last_line").asString()).isEqualTo("anew");
  }

  private static boolean twoTurns(JsonNode session) {
    return session.path("turn_count").asInt() == 2
        && session.path("state").asString().equals("completed");
  }

  private void restore(Path copy) throws IOException {
    Path database = plane.state().resolve("orchestrator.db");
    for (String end : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + end));
    }
    Files.copy(copy, database);
  }

  private long lastSeq() throws IOException {
    JsonNode items =
        plane
            .client()
            .get(ApiPath.EVENTS.with() + "?before=" + Long.MAX_VALUE + "&limit=1")
            .json()
            .path("items");
    return items.path(0).path("seq").asLong();
  }

  private String firstEvent(long after) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(plane.url() + ApiPath.EVENT_STREAM.with()))
            .header(
                "Authorization",
                "Bearer " + Files.readString(plane.state().resolve("token")).strip())
            .header("Last-Event-ID", Long.toString(after))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    try (Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      return lines.filter(line -> line.startsWith("event:")).findFirst().orElse("");
    } finally {
      client.shutdownNow();
    }
  }
}
