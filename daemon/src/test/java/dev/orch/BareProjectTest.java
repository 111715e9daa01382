package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient.Reply;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A project without a checkout, of a user whose git uses no such repository by itself. */
class BareProjectTest extends RealPlaneSuite {
  private GitRepository source;
  private Path bare;
  private Path places;

  @BeforeEach
  void register() throws IOException {
    source = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    source.write("src/a.txt", "a\n").commit("second");
    bare = folder.toRealPath().resolve("store.git");
    source.git("clone", "--quiet", "--bare", ".", bare.toString());
    source.git("config", "--global", "safe.bareRepository", "explicit");

    Reply made = add(bare);

    assertThat(made.status()).as("%s", made.json()).isEqualTo(201);
    assertThat(made.text("/slug")).isEqualTo("store");
    assertThat(made.text("/path")).isEqualTo(bare.toString());
    assertThat(made.text("/default_branch")).isEqualTo("main");
    places = plane.state().toRealPath().resolve("projects").resolve(made.text("/id"));
  }

  private Reply add(Path path) throws IOException {
    return plane.client().post(ApiPath.PROJECTS.with(), "{\"path\":\"%s\"}".formatted(path));
  }

  private String git(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "--git-dir=" + bare;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return source.in(folder).git(all);
  }

  private JsonNode ended(String id, int turns) throws IOException {
    return plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == turns
                && RealPlane.standing(session).equals("completed"));
  }

  private JsonNode followUp(String id, String message) throws IOException {
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"%s\"}".formatted(message));
    return ended(id, 2);
  }

  private List<String> kinds(String id) throws IOException {
    JsonNode items = plane.client().get("/api/v1/artifacts?session=" + id).json().path("items");
    for (JsonNode item : items) {
      assertThat(Path.of(item.path("path").asString()))
          .startsWith(places.resolve("artifacts"))
          .isRegularFile();
    }
    return items.valueStream().map(item -> item.path("kind").asString()).distinct().toList();
  }

  private JsonNode findings() throws IOException {
    return plane.client().get(ApiPath.DOCTOR.with()).json().path("findings");
  }

  @Test
  void itIsTheSameProjectByEveryWayToIt() throws IOException {
    Path linked = folder.resolve("linked");
    git("worktree", "add", "--quiet", "-b", "linked", linked.toString());

    for (Path way : List.of(bare, bare.resolve("refs"), linked)) {
      Reply again = add(way);
      assertThat(again.problem()).as("%s", way).isEqualTo("project_exists");
      assertThat(again.text("/slug")).isEqualTo("store");
    }
  }

  @Test
  void aFolderWithWorktreesBesideItGivesItItsName() throws IOException {
    Path grove = Files.createDirectory(folder.toRealPath().resolve("grove"));
    source.git("clone", "--quiet", "--bare", ".", grove.resolve(".bare").toString());
    Files.writeString(grove.resolve(".git"), "gitdir: ./.bare\n");
    source.in(grove).git("worktree", "add", "--quiet", "main");

    Reply made = add(grove);

    assertThat(made.text("/slug")).isEqualTo("grove");
    assertThat(made.text("/path")).isEqualTo(grove.resolve(".bare").toString());
    assertThat(made.json().path("default_scope").isNull()).isTrue();
    assertThat(add(grove.resolve("main")).problem()).isEqualTo("project_exists");
    ended(plane.send("implement", "grove", "[[write new.txt hello]]"), 1);
  }

  @Test
  void workIsDoneInTheStateFolderAndTakenHomeByTheBranch() throws IOException {
    String config = Files.readString(bare.resolve("config"));
    String id = plane.send("implement", "store", "[[write new.txt hello]] [[say done]]");

    JsonNode session = ended(id, 1);

    Path worktree = Path.of(session.path("worktree_path").asString());
    assertThat(worktree).isEqualTo(places.resolve("worktrees").resolve(id));
    assertThat(worktree.resolve("new.txt")).exists();
    assertThat(worktree.resolve("src/a.txt")).exists();
    assertThat(Path.of(session.path("log_path").asString()))
        .isEqualTo(places.resolve("logs").resolve(id + ".log"));
    assertThat(kinds(id)).contains("diff", "transcript");
    assertThat(plane.client().get(ApiPath.DIFF.with(id)).raw().text()).contains("+hello");
    assertThat(git("rev-parse", session.path("branch").asString()))
        .isEqualTo(git("rev-parse", "main"));
    assertThat(followUp(id, "[[write more.txt more]]").path("warnings")).isEmpty();
    assertThat(worktree.resolve("more.txt")).exists();
    assertThat(RealPlane.actions(plane.session(id))).contains("release").doesNotContain("apply");
    for (Reply refused :
        List.of(
            plane.client().get(ApiPath.APPLY.with(id)),
            plane.client().post(ApiPath.APPLY.with(id), "{}"),
            plane.client().delete(ApiPath.APPLY.with(id)))) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.problem()).isEqualTo("no_checkout");
      assertThat(refused.text("/hint")).contains("orch diff " + id, "git fetch");
    }
    assertThat(Files.readString(bare.resolve("config"))).isEqualTo(config);
    assertThat(bare.resolve(".orchestrator")).doesNotExist();
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatIsReleasedIsThereAgainForTheNextTurn() throws IOException {
    String id = plane.send("implement", "store", "[[write new.txt hello]]");
    Path worktree = Path.of(ended(id, 1).path("worktree_path").asString());

    Reply released = plane.client().post(ApiPath.RELEASE.with(id), "{}");

    assertThat(released.status()).as("%s", released.json()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(followUp(id, "[[write more.txt more]]").path("warnings")).isEmpty();
    assertThat(worktree.resolve("new.txt")).hasContent("hello");
    assertThat(plane.client().post(ApiPath.ARCHIVE.with(id), "{}").status()).isEqualTo(200);
  }

  @Test
  void whatOnlyReadsHasADetachedWorktreeAtItsCommit() throws IOException {
    String base = git("rev-parse", "main").strip();
    String id = plane.send("analyze", "store", "[[say it is fine]]");

    JsonNode session = ended(id, 1);

    Path worktree = Path.of(session.path("worktree_path").asString());
    assertThat(worktree).isEqualTo(places.resolve("worktrees").resolve(id));
    assertThat(source.in(worktree).git("status", "--porcelain=v2", "--branch"))
        .contains("branch.oid " + base, "branch.head (detached)");
    assertThat(session.path("branch").isNull()).isTrue();
    assertThat(session.path("base_commit").asString()).isEqualTo(base);
    assertThat(kinds(id)).contains("report").doesNotContain("diff");
    assertThat(RealPlane.actions(session)).contains("follow_up").doesNotContain("release");
    assertThat(plane.client().post(ApiPath.RELEASE.with(id), "{}").text("/detail"))
        .contains("only reads", "orch delete " + id);
    assertThat(plane.client().get(ApiPath.APPLY.with(id)).problem()).isEqualTo("no_checkout");
    source.git("rm", "--quiet", "src/a.txt");
    source.commit("third").git("push", "--quiet", bare.toString(), "main");
    assertThat(followUp(id, "[[say still fine]]").path("warnings")).isEmpty();
    assertThat(worktree.resolve("src/a.txt")).exists();
    assertThat(git("for-each-ref", "refs/orch", "refs/heads/orch")).isEmpty();
    assertThat(findings()).isEmpty();

    Reply gone = plane.client().post(ApiPath.DELETE.with(id), "{}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(places.resolve("artifacts").resolve(id)).doesNotExist();
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void aReadingSessionGoesOnWhereItsWorktreeIsGone() throws IOException {
    String id = plane.send("review", "store", "[[say fine]]");
    Path worktree = Path.of(ended(id, 1).path("worktree_path").asString());
    Files.move(worktree, folder.resolve("away"));

    assertThat(findings()).isEmpty();
    assertThat(followUp(id, "[[say fine]]").path("warnings")).isEmpty();

    assertThat(worktree.resolve("src/a.txt")).exists();
  }

  @Test
  void aCommitToBeReadCanBeNamed() throws IOException {
    Reply made = plane.ask("analyze", "store", "[[say x]]", ",\"base\":\"main~1\"");

    JsonNode session = ended(made.text("/id"), 1);

    Path worktree = Path.of(session.path("worktree_path").asString());
    assertThat(worktree.resolve("README.md")).exists();
    assertThat(worktree.resolve("src")).doesNotExist();
  }

  @Test
  void aHeadThatNamesNoBranchIsNotTakenForARepositoryWithoutCommits() throws IOException {
    Path other = folder.resolve("other.git");
    source.git("clone", "--quiet", "--bare", ".", other.toString());
    source.git("--git-dir=" + other, "symbolic-ref", "HEAD", "refs/heads/gone");
    assertThat(add(other).status()).isEqualTo(201);

    assertThat(plane.ask("analyze", "other", "[[say x]]", "").problem())
        .isEqualTo("base_not_found");

    Reply named = plane.ask("analyze", "other", "[[say x]]", ",\"base\":\"main\"");
    assertThat(named.status()).as("%s", named.json()).isEqualTo(201);
    ended(named.text("/id"), 1);
  }

  @Test
  void aScopeIsOneOfTheCommit() throws IOException {
    Reply known = plane.ask("analyze", "store", "[[say x]]", ",\"scope_path\":\"./src/\"");
    assertThat(known.status()).as("%s", known.json()).isEqualTo(201);
    assertThat(ended(known.text("/id"), 1).path("scope_path").asString()).isEqualTo("src");

    assertThat(plane.ask("implement", "store", "x", ",\"scope_path\":\"refs\"").problem())
        .isEqualTo("scope_not_found");
    assertThat(plane.ask("implement", "store", "x", ",\"scope_path\":\"../x\"").problem())
        .isEqualTo("scope_outside_project");
    assertThat(plane.ask("implement", "store", "x", ",\"scope_path\":\":(glob)src\"").problem())
        .isEqualTo("scope_not_found");
  }

  @Test
  void aCommitThatCannotBeReadIsNotTakenForOneWithoutTheScope() throws IOException {
    String tree = git("rev-parse", "main:src").strip();
    Files.delete(bare.resolve("objects").resolve(tree.substring(0, 2)).resolve(tree.substring(2)));

    Reply refused = plane.ask("implement", "store", "x", ",\"scope_path\":\"src/a.txt\"");

    assertThat(refused.problem()).as("%s", refused.json()).isEqualTo("repository_unreadable");
  }

  @Test
  void whatIsDeletedIsHadBackAsItWas() throws IOException {
    Files.createDirectories(bare.resolve("info"));
    Files.writeString(bare.resolve("info/exclude"), ".env\n");
    String id = plane.send("implement", "store", "[[write new.txt hello]]");
    JsonNode session = ended(id, 1);
    Path worktree = Path.of(session.path("worktree_path").asString());
    Files.writeString(worktree.resolve(".env"), "KEY=1");

    Reply gone = plane.client().post(ApiPath.DELETE.with(id), "{\"delete_branch\":true}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    assertThat(bare.resolve("orch/trash").resolve(entry).resolve("files/.env")).exists();
    assertThat(plane.client().delete("/api/v1/projects/store").problem()).isEqualTo("project_busy");

    Reply back = plane.client().post(ApiPath.RESTORE.with(entry), "{}");

    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.text("/branch")).isEqualTo(session.path("branch").asString());
    assertThat(Path.of(back.text("/worktree_path"))).isEqualTo(worktree);
    assertThat(worktree.resolve(".env")).hasContent("KEY=1");
    assertThat(worktree.resolve("new.txt")).hasContent("hello");
    assertThat(bare.resolve("orch/trash").resolve(entry)).doesNotExist();
    assertThat(git("for-each-ref", "refs/orch")).isEmpty();
  }

  @Test
  void theTrashIsOnTheFileSystemOfTheWorktrees() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory) && device(memory) != device(plane.state()), "one disk");
    Path other = Files.createTempDirectory(memory, "orch");
    Path there = other.resolve("away.git");
    try {
      source.git("clone", "--quiet", "--bare", ".", there.toString());
      Files.createDirectories(there.resolve("info"));
      Files.writeString(there.resolve("info/exclude"), ".env\n");
      places = places.resolveSibling(add(there).text("/id"));
      String id = plane.send("implement", "away", "[[write new.txt hello]]");
      Path worktree = Path.of(ended(id, 1).path("worktree_path").asString());
      Files.writeString(worktree.resolve(".env"), "KEY=1");

      Reply gone = plane.client().post(ApiPath.DELETE.with(id), "{}");

      assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
      String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
      assertThat(places.resolve(".trash").resolve(entry).resolve("files/.env")).exists();
      assertThat(plane.client().post(ApiPath.RESTORE.with(entry), "{}").status()).isEqualTo(200);
      assertThat(worktree.resolve(".env")).hasContent("KEY=1");
    } finally {
      new ProcessBuilder("rm", "-rf", other.toString()).start().waitFor();
    }
  }

  private static long device(Path path) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:dev")).longValue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatSomebodyLeftWhereItWasOnlyReadIsHadBackOnABranch(boolean whole) throws IOException {
    String id = plane.send("analyze", "store", "[[say fine]]");
    Path worktree = Path.of(ended(id, 1).path("worktree_path").asString());
    Files.writeString(worktree.resolve("note.txt"), "mine");
    if (whole) {
      source.in(worktree).git("update-ref", "refs/worktree/mine", "HEAD");
    }
    plane.client().post(ApiPath.DELETE.with(id), "{}");
    assertThat(worktree).doesNotExist();

    Reply back = plane.client().post(ApiPath.RESTORE.with(id), "{}");

    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.text("/branch")).isEqualTo("orch/read/" + id);
    assertThat(worktree.resolve("note.txt")).hasContent("mine");
    assertThat(source.in(worktree).git("symbolic-ref", "--short", "HEAD").strip())
        .isEqualTo(back.text("/branch"));
    assertThat(source.in(worktree).git("status", "--porcelain")).isEqualTo("?? note.txt\n");
    assertThat(git("rev-parse", back.text("/branch"))).isEqualTo(git("rev-parse", "main"));
  }

  @Test
  void itIsFollowedToWhereItIsNow() throws IOException {
    String work = plane.send("implement", "store", "[[write new.txt hello]]");
    String read = plane.send("analyze", "store", "[[say fine]]");
    ended(work, 1);
    ended(read, 1);
    Path moved = folder.toRealPath().resolve("moved.git");
    Files.move(bare, moved);
    bare = moved;

    Reply told = move(moved);

    assertThat(told.status()).as("%s", told.json()).isEqualTo(200);
    assertThat(told.text("/path")).isEqualTo(moved.toString());
    Path worktree = Path.of(followUp(work, "[[write more.txt x]]").at("/worktree_path").asString());
    assertThat(worktree).isEqualTo(places.resolve("worktrees").resolve(work));
    assertThat(worktree.resolve("new.txt")).exists();
    assertThat(followUp(read, "[[say fine]]").path("warnings")).isEmpty();
    Path linked = folder.resolve("linked");
    git("worktree", "add", "--quiet", "-b", "linked", linked.toString());
    assertThat(move(linked).problem()).isEqualTo("another_repository");
    assertThat(plane.client().delete("/api/v1/projects/store").status()).isEqualTo(204);
    assertThat(worktree.resolve("new.txt")).exists();
    assertThat(add(linked).text("/path")).isEqualTo(linked.toRealPath().toString());
  }

  private Reply move(Path to) throws IOException {
    return plane
        .client()
        .post(ApiPath.PROJECT_MOVE.with("store"), "{\"path\":\"%s\"}".formatted(to));
  }

  @Test
  void aWorktreeOfNobodyIsFoundAndRemoved() throws IOException {
    Path orphan = places.resolve("worktrees/k3v9m2p7qd");
    git("worktree", "add", "--quiet", "--detach", orphan.toString(), "main");

    JsonNode found = findings();

    assertThat(found).hasSize(1);
    assertThat(found.path(0).path("id").asString()).isEqualTo("orphan_worktree:" + orphan);
    assertThat(found.path(0).path("hint").asString()).contains("--git-dir='" + bare + "'");
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(orphan).doesNotExist();
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }
}
