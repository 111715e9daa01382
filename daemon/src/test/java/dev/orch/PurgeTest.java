package dev.orch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a delete leaves of a session: a tombstone. */
class PurgeTest extends RealPlaneSuite {
  private static final String CANARY = "canary7f3q";
  private GitRepository user;

  @BeforeEach
  void know() {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
  }

  @Test
  void nothingIsLeftOfItButATombstone() throws IOException {
    String id = plane.send("implement", "[[say %s]] [[write a.txt %s]]".formatted(CANARY, CANARY));
    plane.await(id, "completed");
    plane
        .client()
        .post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say %s]]\"}".formatted(CANARY));
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && session.path("state").asString().equals("completed"));

    ApiClient.Reply gone = delete(id, "{}", "Idempotency-Key: k1");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(gone.text("/state")).isEqualTo("deleted");
    JsonNode tombstone = plane.session(id);
    assertThat(tombstone.path("state").asString()).isEqualTo("deleted");
    assertThat(tombstone.path("agent").asString()).isEqualTo("claude");
    assertThat(tombstone.path("prompt").asString()).isEmpty();
    assertThat(tombstone.path("worktree_path").isNull()).isTrue();
    assertThat(list("/api/v1/sessions?archived=true")).isEmpty();
    assertThat(list("/api/v1/events?limit=500&session=" + id))
        .extracting(event -> event.path("type").asString())
        .contains("session.created", "session.completed", "session.deleted", "cleanup.finished")
        .noneMatch(type -> type.startsWith("agent."));
    assertThat(holding(CANARY, plane.state(), folder.resolve("app/.orchestrator"))).isEmpty();
    assertThat(user.git("worktree", "list").lines()).hasSize(1);
    assertThat(delete(id, "{}", "Idempotency-Key: k1").status()).isEqualTo(200);
    assertThat(delete(id, "{}").problem()).isEqualTo("illegal_transition");
    assertThat(delete(id, "{\"force\":true}").problem()).isEqualTo("illegal_transition");
    assertThat(plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id)).problem())
        .isEqualTo("illegal_transition");
  }

  @Test
  void nothingIsLeftOfWhatWasAskedAnsweredOrKept() throws IOException {
    String id = plane.send("implement", "[[question %s-asked?]] [[hang]]".formatted(CANARY));
    plane.await(id, "waiting_for_user/question");
    String request = plane.requests(id).getFirst();
    ApiClient.Reply answered =
        plane
            .client()
            .post(
                ApiPath.ANSWER.with(request),
                "{\"decision\":\"allow\",\"text\":\"%s-answer\"}".formatted(CANARY),
                "Idempotency-Key: %s-key".formatted(CANARY));
    assertThat(answered.status()).as(answered.raw().text()).isEqualTo(200);
    plane.await(id, "running/working");
    followUp(id, "next_turn", "kept");
    followUp(id, "next_turn", "withdrawn");
    comment(id, "commented");
    JsonNode kept = list(ApiPath.FOLLOW_UPS.with(id)).getLast();
    String withdrawn = ApiPath.KEPT_FOLLOW_UP.with(id, kept.path("id").asString());
    assertThat(plane.client().delete(withdrawn).status()).isLessThan(300);
    plane.client().post(ApiPath.STOP.with(id), "{}");
    plane.await(id, session -> session.path("state").asString().equals("stopped"));
    assertThat(list(ApiPath.FOLLOW_UPS.with(id))).isNotEmpty();

    ApiClient.Reply gone = delete(id, "{\"delete_branch\":true}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    for (String what : List.of("-asked", "-answer", "-kept", "-withdrawn", "-commented")) {
      assertThat(left(CANARY + what)).as(what).isEmpty();
    }
  }

  /** The name of a branch may hold words of the work; the trash needs it until it is emptied. */
  @Test
  void nothingIsLeftOfABranchsNameOnceTheTrashIsEmptied() throws IOException {
    String branch = CANARY + "-branch";
    ApiClient.Reply asked =
        plane.ask("implement", "app", "[[write a.txt a]]", ",\"branch\":\"%s\"".formatted(branch));
    String id = asked.text("/id");
    plane.await(id, "completed");
    assertThat(delete(id, "{\"delete_branch\":true}").status()).isEqualTo(200);
    String entry = list("/api/v1/trash").getFirst().path("id").asString();
    assertThat(left(branch)).isNotEmpty();

    ApiClient.Reply emptied = plane.client().delete(ApiPath.TRASH_ENTRY.with(entry));

    assertThat(emptied.status()).as(emptied.raw().text()).isEqualTo(204);
    assertThat(left(branch)).isEmpty();
    assertThat(user.git("for-each-ref", "--format=%(refname)")).doesNotContain(branch);
  }

  private void followUp(String id, String mode, String what) throws IOException {
    ApiClient.Reply kept =
        plane
            .client()
            .post(
                ApiPath.FOLLOW_UP.with(id),
                "{\"message\":\"%s-%s\",\"mode\":\"%s\"}".formatted(CANARY, what, mode));
    assertThat(kept.status()).as(kept.raw().text()).isLessThan(300);
  }

  private void comment(String id, String what) throws IOException {
    ApiClient.Reply drafted =
        plane
            .client()
            .put(
                ApiPath.COMMENTS.with(id),
                """
                {"version":0,"items":[{"path":"a.txt","side":"new","start_line":1,"end_line":1,
                 "quote":"%1$s-%2$s","text":"%1$s-%2$s"}]}
                """
                    .formatted(CANARY, what),
                "Idempotency-Key: comment");
    assertThat(drafted.status()).as(drafted.raw().text()).isEqualTo(200);
  }

  private List<Path> left(String word) {
    return holding(word, plane.state(), folder.resolve("app/.orchestrator"));
  }

  private ApiClient.Reply delete(String id, String body, String... headers) throws IOException {
    return plane.client().post(ApiPath.DELETE.with(id), body, headers);
  }

  private List<JsonNode> list(String target) throws IOException {
    return plane.client().get(target).json().path("items").valueStream().toList();
  }

  /** The files that hold the word, as plain bytes. */
  private static List<Path> holding(String word, Path... folders) {
    return Stream.of(folders).flatMap(PurgeTest::files).filter(file -> holds(file, word)).toList();
  }

  /** Without those that are renamed into their places meanwhile. */
  private static Stream<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        };
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream();
  }

  private static boolean holds(Path file, String word) {
    try {
      return new String(Files.readAllBytes(file), UTF_8).contains(word);
    } catch (NoSuchFileException _) {
      return false; // renamed into its place meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
