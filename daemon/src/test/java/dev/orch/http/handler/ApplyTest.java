package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionState;
import dev.orch.http.ApiClient.Reply;
import dev.orch.http.EndedWork;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is answered when a session's change is taken home. */
class ApplyTest extends HandlerFixture {
  private EndedWork work;

  @BeforeEach
  void aSessionThatHasEnded() throws IOException {
    work = EndedWork.in(daemon, new Samples(5), repository);
  }

  private Reply preview() throws IOException {
    return client.get(work.path());
  }

  private Reply apply(String body, String... headers) throws IOException {
    return client.post(work.path(), body, headers);
  }

  private JsonNode session() throws IOException {
    return client.get("/api/v1/sessions/" + work.session().id()).json();
  }

  @Test
  void itIsPreviewedDoneAndUndone() throws IOException {
    Reply preview = preview();
    assertThat(preview.json().at("/files/0/path").asString()).isEqualTo("new.txt");
    assertThat(preview.json().at("/files/0/change").asString()).isEqualTo("added");
    assertThat(preview.json().at("/files/0/raw").asBoolean()).isFalse();
    assertThat(preview.json().path("conflicts")).isEmpty();

    Reply applied = apply("{\"plan_hash\":\"%s\"}".formatted(preview.text("/plan_hash")));

    assertThat(applied.status()).isEqualTo(200);
    assertThat(applied.text("/applied_at")).isNotEmpty();
    assertThat(repository.folder().resolve("new.txt")).hasContent("new\n");
    assertThat(preview().json().path("files")).isEmpty();

    Reply undone = client.delete(work.path());

    assertThat(undone.status()).isEqualTo(200);
    assertThat(undone.json().path("applied_at").isNull()).isTrue();
    assertThat(repository.folder().resolve("new.txt")).doesNotExist();
    assertThat(events()).containsExactly("checkout.applied", "checkout.apply_undone");
  }

  private Iterable<String> events() throws IOException {
    return StreamSupport.stream(
            client.get("/api/v1/events?type=checkout.*").json().path("items").spliterator(), false)
        .map(event -> event.path("type").asString())
        .toList();
  }

  @Test
  void itIsOfferedWhereSomethingWasChanged() throws IOException {
    assertThat(session().path("actions").valueStream().map(JsonNode::asString))
        .contains(SessionAction.APPLY.wireName());
    String other = session("x");
    assertThat(
            client
                .get("/api/v1/sessions/" + other)
                .json()
                .path("actions")
                .valueStream()
                .map(JsonNode::asString))
        .doesNotContain(SessionAction.APPLY.wireName());
    assertThat(client.post("/api/v1/sessions/" + other + "/apply", "{}").problem())
        .isEqualTo("illegal_transition");
  }

  @Test
  void whatIsInTheWayIsNamed() throws IOException {
    repository.write("new.txt", "mine\n");

    assertThat(preview().json().at("/conflicts/0/path").asString()).isEqualTo("new.txt");
    Reply refused = apply("{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("apply_refused");
    assertThat(refused.text("/detail")).contains("new.txt");
    assertThat(refused.text("/preview/conflicts/0/path")).isEqualTo("new.txt");
    assertThat(repository.folder().resolve("new.txt")).hasContent("mine\n");
  }

  @Test
  void whatIsRefusedLeavesNothingInTheRepository() throws IOException {
    Session session = work.session();
    Stores stores = daemon.stores();
    stores
        .transactions()
        .write(() -> stores.operations().insert(Samples.release("release9", session)));

    assertThat(apply("{}").problem()).isEqualTo("operation_open");

    assertThat(repository.git("for-each-ref", "refs/orch/apply")).isEmpty();
  }

  @Test
  void anotherPlanThanTheOneThatWasSeenIsRefused() throws IOException {
    String seen = preview().text("/plan_hash");
    work.worktree().write("another.txt", "x");

    Reply refused = apply("{\"plan_hash\":\"%s\"}".formatted(seen));

    assertThat(refused.problem()).isEqualTo("apply_outdated");
    assertThat(refused.text("/preview/plan_hash")).isNotEqualTo(seen);
    assertThat(repository.folder().resolve("new.txt")).doesNotExist();
  }

  @Test
  void anEditSinceIsNotUndone() throws IOException {
    apply("{}");
    repository.write("new.txt", "and mine\n");

    assertThat(client.delete(work.path()).problem()).isEqualTo("apply_refused");
    assertThat(repository.folder().resolve("new.txt")).hasContent("and mine\n");
  }

  @Test
  void whatIsCommittedByNowIsNotUndone() throws IOException {
    apply("{}");
    repository.git("add", "new.txt");
    repository.git("commit", "--quiet", "--message", "taken home");

    Reply refused = client.delete(work.path());

    assertThat(refused.problem()).isEqualTo("apply_refused");
    assertThat(refused.text("/detail")).contains("new.txt");
    assertThat(refused.text("/hint")).contains(" revert ").doesNotContain("--undo");
    assertThat(repository.folder().resolve("new.txt")).hasContent("new\n");
  }

  @Test
  void whereAPartIsCommittedTheHintLeadsToTheRest() throws IOException {
    work.worktree().write("another.txt", "x");
    apply("{}");
    repository.git("add", "new.txt");
    repository.git("commit", "--quiet", "--message", "a part");

    String hint = client.delete(work.path()).text("/hint");

    assertThat(hint).contains(" revert ", "orch apply " + work.session().id() + " --undo");
    repository.git("revert", "--no-edit", "HEAD");
    assertThat(client.delete(work.path()).status()).isEqualTo(200);
    assertThat(repository.folder().resolve("another.txt")).doesNotExist();
  }

  @Test
  void whereHeadWentBackBehindACommitTheHintLeadsToThat() throws IOException {
    apply("{}");
    repository.git("add", "new.txt");
    repository.git("commit", "--quiet", "--message", "taken home");
    String committed = repository.git("rev-parse", "HEAD").strip();
    work.worktree().write("new.txt", "newer\n");
    apply("{}");
    repository.git("reset", "--quiet", "HEAD~1");

    Reply refused = client.delete(work.path());

    assertThat(refused.problem()).isEqualTo("apply_refused");
    assertThat(refused.text("/detail")).contains("HEAD went back behind a commit");
    assertThat(refused.text("/hint")).contains(" reflog;");
    repository.git("reset", "--quiet", committed);
    assertThat(client.delete(work.path()).status()).isEqualTo(200);
    assertThat(repository.folder().resolve("new.txt")).hasContent("new\n");
  }

  @Test
  void ofADeletedSessionTheWayBackIsTold() throws IOException {
    Session session = work.session();
    Stores stores = daemon.stores();
    stores
        .transactions()
        .write(() -> stores.sessions().replace(Samples.moved(session, SessionState.DELETED)));
    String back = "orch restore " + session.id();

    Reply preview = preview();
    assertThat(preview.text("/detail")).contains("is deleted").doesNotContain("only reads");
    assertThat(preview.text("/hint")).contains(back);
    for (Reply refused : List.of(apply("{}"), client.delete(work.path()))) {
      assertThat(refused.problem()).isEqualTo("illegal_transition");
      assertThat(refused.text("/detail")).contains("is deleted");
      assertThat(refused.text("/hint")).startsWith(back);
    }
  }

  @Test
  void aPathThatTheSessionHasNotChangedCannotBeLeftOut() throws IOException {
    for (Reply refused :
        List.of(apply("{\"except\":[\"nwe.txt\"]}"), client.get(work.path() + "?except=nwe.txt"))) {
      assertThat(refused.problem()).isEqualTo("nothing_to_apply");
      assertThat(refused.text("/detail")).contains("nwe.txt");
      assertThat(refused.text("/hint")).isEqualTo("did you mean \"new.txt\"?");
    }
    work.worktree().write("deep/down/file.txt", "x");
    assertThat(apply("{\"except\":[\"file.txt\"]}").text("/hint")).contains("deep/down/file.txt");
    assertThat(apply("{\"except\":[\"else\"]}").text("/hint")).contains("--dry-run");
    Reply nothing = apply("{\"except\":[\"deep\",\"new.txt\"]}");
    assertThat(nothing.problem()).isEqualTo("nothing_to_apply");
    assertThat(nothing.text("/detail"))
        .contains("left out: deep/down/file.txt: it was to be left out; new.txt: ");
    assertThat(repository.folder().resolve("new.txt")).doesNotExist();
  }

  @Test
  void whatIsLeftOutIsOfThePlanThatIsAgreedTo() throws IOException {
    work.worktree().write("a b/c.txt", "x").write("d.txt", "x");
    Reply seen = client.get(work.path() + "?except=a%20b&except=new.txt");
    assertThat(seen.json().path("files")).hasSize(1);
    assertThat(seen.text("/left_out/0/path")).isEqualTo("a b/c.txt");
    String hash = "\"plan_hash\":\"%s\"".formatted(seen.text("/plan_hash"));

    assertThat(apply("{%s}".formatted(hash)).problem()).isEqualTo("apply_outdated");
    assertThat(apply("{%s,\"except\":[\"new.txt\",\"a b\"]}".formatted(hash)).status())
        .isEqualTo(200);

    assertThat(repository.folder().resolve("d.txt")).exists();
    assertThat(repository.folder().resolve("new.txt")).doesNotExist();
    assertThat(apply("{\"except\":[\"a b\",\"new.txt\",\"d.txt\"]}").status()).isEqualTo(200);
    assertThat(repository.folder().resolve("d.txt")).exists();
  }

  @Test
  void whatTheSessionHasTakenBackCanBeLeftOut() throws IOException {
    apply("{}");
    Files.delete(work.worktree().folder().resolve("new.txt"));
    work.worktree().write("more.txt", "x");

    assertThat(apply("{\"except\":[\"new.txt\"]}").status()).isEqualTo(200);

    assertThat(repository.folder().resolve("new.txt")).exists();
    assertThat(repository.folder().resolve("more.txt")).exists();
  }

  @Test
  void aProjectThatIsNotWhereItWasIsNamed() throws IOException {
    apply("{}");
    Path moved = repository.folder().resolveSibling("moved");
    Files.move(repository.folder(), moved);

    for (Reply refused : List.of(preview(), apply("{}"), client.delete(work.path()))) {
      assertThat(refused.problem()).isEqualTo("project_unavailable");
      assertThat(refused.text("/detail")).contains(repository.folder().toString());
    }
    assertThat(moved.resolve("new.txt")).hasContent("new\n");
  }

  @Test
  void whatIsLeftOutIsToldAndForgottenWithTheUndo() throws IOException {
    work.worktree().write("lib/file.txt", "x").git("init", "--quiet", "lib");
    assertThat(preview().text("/left_out/0/path")).isEqualTo("lib");

    Reply applied = apply("{}");

    assertThat(applied.text("/warnings/0/code")).isEqualTo("apply_left_out");
    assertThat(applied.text("/warnings/0/text")).contains("lib");
    assertThat(apply("{}").json().path("warnings")).hasSize(1);
    assertThat(client.delete(work.path()).json().path("warnings")).isEmpty();
  }

  /** A file with a name that nothing can be put behind, and that is edited amid the apply. */
  @Test
  void anApplyThatCannotPutBackWhatItTookIsClosedAndGoesOnWhenAskedAgain() throws IOException {
    String name = "n".repeat(250);
    Path stage =
        Files.createDirectories(
            repository.folder().resolve(".orchestrator/apply/" + work.session().id()));
    Files.writeString(stage.resolve("taken"), "mine\n");
    Files.writeString(stage.resolve("taken-from"), RawPath.of(name).hex());
    repository.write(name, "in its place\n");

    Reply failed = apply("{}");

    assertThat(failed.problem()).isEqualTo("operation_failed");
    assertThat(failed.text("/detail")).contains(stage.resolve("taken").toString());
    assertThat(daemon.stores().operations().findOpen(work.session().id())).isEmpty();
    assertThat(daemon.stores().operations().listLeft()).hasSize(1);
    Reply deleted = client.post("/api/v1/sessions/%s/delete".formatted(work.session().id()), "{}");
    assertThat(deleted.problem()).isEqualTo("operation_failed");
    assertThat(deleted.text("/detail")).contains(stage.resolve("taken").toString());
    assertThat(stage.resolve("taken")).hasContent("mine\n");

    Files.delete(repository.folder().resolve(name));
    assertThat(apply("{}").status()).isEqualTo(200);
    assertThat(repository.folder().resolve(name)).hasContent("mine\n");
    assertThat(daemon.stores().operations().listLeft()).isEmpty();
  }

  @Test
  void theSameRequestIsAnsweredOnce() throws IOException {
    Reply first = apply("{}", "Idempotency-Key: home-1");
    Files.delete(repository.folder().resolve("new.txt"));
    Reply again = apply("{}", "Idempotency-Key: home-1");

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(repository.folder().resolve("new.txt")).doesNotExist();
  }

  @Test
  void whatIsNotThereIsNotTakenBack() throws IOException {
    assertThat(client.delete(work.path()).problem()).isEqualTo("nothing_to_undo");
    Files.delete(work.worktree().folder().resolve("new.txt"));
    assertThat(apply("{}").problem()).isEqualTo("nothing_to_apply");
  }

  @Test
  void whatWasMergedByHandIsNamedOnceThoughThereIsNothingElse() throws IOException {
    repository.write("new.txt", "mine\nnew\n").commit("merged by hand");
    assertThat(preview().text("/left_out/0/path")).isEqualTo("new.txt");

    Reply applied = apply("{\"plan_hash\":\"%s\"}".formatted(preview().text("/plan_hash")));

    assertThat(applied.status()).isEqualTo(200);
    assertThat(applied.text("/warnings/0/text")).contains("merged by hand", "new.txt");
    assertThat(preview().json().path("left_out")).isEmpty();
    assertThat(apply("{}").problem()).isEqualTo("nothing_to_apply");
    assertThat(client.delete(work.path()).status()).isEqualTo(200);
    assertThat(preview().json().path("left_out")).isEmpty();
    assertThat(repository.folder().resolve("new.txt")).hasContent("mine\nnew\n");
  }

  @Test
  void ofAWorktreeThatIsGoneTheWayBackIsTold() throws IOException {
    apply("{}");
    repository.git(
        "worktree", "remove", "--force", work.worktree().folder().toAbsolutePath().toString());

    for (Reply refused : List.of(preview(), apply("{}"))) {
      assertThat(refused.problem()).isEqualTo("worktree_unusable");
      assertThat(refused.text("/detail"))
          .contains("the worktree of session " + work.session().id() + " is gone")
          .contains("bring the folder back", "orch followup " + work.session().id(), "orch diff");
    }
    assertThat(client.delete(work.path()).status()).isEqualTo(200);
  }

  @Test
  void anOperationOfTheSessionIsWaitedFor() throws IOException {
    Operation open = Samples.release("0000000001", work.session());
    daemon.stores().transactions().write(() -> daemon.stores().operations().insert(open));

    assertThat(apply("{}").problem()).isEqualTo("operation_open");
    assertThat(repository.folder().resolve("new.txt")).doesNotExist();
  }

  @Test
  void aNameThatIsNoTextIsEncoded() throws Exception {
    Process made =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'a\\377')\"")
            .directory(work.worktree().folder().toFile())
            .start();
    assertThat(made.waitFor()).isZero();

    JsonNode file = preview().json().at("/files/0");

    assertThat(file.path("path").asString()).isEqualTo("a%FF");
    assertThat(file.path("raw").asBoolean()).isTrue();
  }
}
