package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient.Reply;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a session's branch is called and where its worktree lies. */
class BranchAndPlaceTest extends RealPlaneSuite {
  private GitRepository user;

  @BeforeEach
  void know() {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
  }

  private Reply send(String route, String branch) throws IOException {
    return plane
        .client()
        .post(
            "/api/v1/" + route,
            """
            {"agent":"claude","action":"implement","project":"app","prompt":"[[say x]]","branch":"%s"}
            """
                .formatted(branch));
  }

  private void set(String settings) throws IOException {
    Reply set =
        plane
            .client()
            .put(
                "/api/v1/projects/app",
                "{\"settings\":{%s}}".formatted(settings.replace('\'', '"')));
    assertThat(set.status()).as("%s", set.json()).isEqualTo(200);
  }

  private String branchOf(String id) throws IOException {
    JsonNode session = plane.await(id, "completed");
    String branch = session.path("branch").asString();
    user.git("rev-parse", "--verify", "refs/heads/" + branch);
    return branch;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions", "commands"})
  void aNamedBranchIsMadeAndProvenOursAndNobodyElsesAfterwards(String route) throws IOException {
    Reply made = send(route, "feature/mine");
    String id = route.equals("commands") ? made.text("/session_id") : made.text("/id");

    assertThat(made.status()).as("%s", made.json()).isEqualTo(201);
    assertThat(branchOf(id)).isEqualTo("feature/mine");
    assertThat(user.git("rev-parse", "refs/orch/owned/" + id).strip())
        .isEqualTo(user.git("rev-parse", "main").strip());
    for (String clashing : new String[] {"feature/mine", "feature", "feature/mine/more", "main"}) {
      Reply refused = send(route, clashing);
      assertThat(refused.status()).as(clashing).isEqualTo(409);
      assertThat(refused.problem()).isEqualTo("branch_exists");
    }
  }

  @Test
  void aNameIsAnothersAsSoonAsItIsRecorded() throws IOException {
    plane.holdGit("worktree");
    Reply first = send("sessions", "mine");
    Reply second = send("sessions", "mine");
    plane.letGitGoOn();

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.problem()).isEqualTo("branch_exists");
    assertThat(branchOf(first.text("/id"))).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "a..b", "a b", "x.lock", "HEAD", "refs/heads/x"})
  void whatGitTakesForNoNameIsRefused(String name) throws IOException {
    Reply refused = send("sessions", name);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("invalid_field");
  }

  @Test
  void aTemplateNamesTheBranchesAndAClashGetsASuffix() throws IOException {
    set("'branch_template':'{agent}/{project}-{title}'");
    user.git("branch", "claude/app-say-x");

    String second = branchOf(plane.send("implement", "[[say x]]"));
    String third = branchOf(plane.send("implement", "[[say x]]"));

    assertThat(second).isEqualTo("claude/app-say-x-2");
    assertThat(third).isEqualTo("claude/app-say-x-3");
  }

  @ParameterizedTest
  @CsvSource({
    "orch, orch/{agent}/{project}/{session_id}",
    "feature, feature/{title}",
    "feature/app, feature/{project}/{agent}-{title}"
  })
  void noNumberIsTriedWhereAFolderOfTheNameIsASessionsBranch(String branch, String template)
      throws IOException {
    set("'branch_template':'of/{session_id}'");
    assertThat(send("sessions", branch).status()).isEqualTo(201);
    set("'branch_template':'%s'".formatted(template));

    Reply refused = sendByTemplate();

    assertThat(refused.problem()).as("%s", refused.json()).isEqualTo("branch_exists");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/detail")).containsPattern(branch + "[^/]");
    assertThat(refused.text("/hint")).contains("--branch", "branch_template");
  }

  @ParameterizedTest
  @CsvSource({"feature, feature/{title}", "orch, orch/{agent}/{project}/{session_id}"})
  void noNumberIsTriedWhereAFolderOfTheNameIsABranchOfTheUser(String branch, String template)
      throws IOException {
    set("'branch_template':'%s'".formatted(template));
    user.git("branch", branch);

    Reply refused = sendByTemplate();

    assertThat(refused.problem()).as("%s", refused.json()).isEqualTo("branch_exists");
    assertThat(refused.text("/detail")).containsPattern(branch + "[^/]");
  }

  @Test
  void theNumbersOfANameHaveAnEnd() throws IOException {
    set("'branch_template':'{title}'");
    String commit = user.git("rev-parse", "main").strip();
    Files.write(
        user.folder().resolve(".git/packed-refs"),
        Stream.concat(
                Stream.of("say-x"), IntStream.rangeClosed(2, 1000).mapToObj(n -> "say-x-" + n))
            .map(name -> "%s refs/heads/%s".formatted(commit, name))
            .toList());

    Reply refused = sendByTemplate();

    assertThat(refused.problem()).as("%s", refused.json()).isEqualTo("branch_exists");
    assertThat(refused.text("/detail")).contains("say-x-1000");
  }

  @ParameterizedTest
  @CsvSource({"orch, orch/{agent}/{session_id}", "a/b, a/b/{title}"})
  void aBranchThatAllOthersWouldLieBelowIsRefused(String branch, String template)
      throws IOException {
    set("'branch_template':'%s'".formatted(template));

    Reply refused = send("sessions", branch);

    assertThat(refused.problem()).as("%s", refused.json()).isEqualTo("invalid_field");
    assertThat(refused.text("/detail")).contains(branch, template);
  }

  private Reply sendByTemplate() throws IOException {
    return plane
        .client()
        .post(
            "/api/v1/sessions",
            """
            {"agent":"claude","action":"implement","project":"app","prompt":"[[say x]]"}
            """);
  }

  @Test
  void worktreesOfAProjectLieWhereItSaysAndThoseThatAreThereStay() throws IOException {
    Path before = worktree(plane.send("implement", "[[say x]]"));
    Path root = folder.toRealPath().resolve("trees");
    set("'worktree_root':'%s'".formatted(root));

    String id = plane.send("implement", "[[write f y]]");
    Path inRoot = worktree(id);
    set("'worktree_root':null");
    Path after = worktree(plane.send("implement", "[[say x]]"));

    assertThat(inRoot).isEqualTo(root.resolve("app").resolve(id)).isDirectory();
    assertThat(root.resolve(".owner")).isRegularFile();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
    assertThat(before.getParent()).isEqualTo(after.getParent());
    String again = plane.client().get("/api/v1/sessions/" + id).text("/worktree_path");
    assertThat(again).isEqualTo(inRoot.toString());
    plane.client().post("/api/v1/sessions/" + id + "/followup", "{\"message\":\"[[say more]]\"}");
    plane.await(id, session -> session.path("turn_count").asInt() == 2);
    plane.await(id, "completed");
  }

  @Test
  void sessionsKeepTheirPlacesWhenTheFolderIsCalledOtherwise() throws IOException {
    String id = plane.send("implement", "[[write f first]]");
    Path worktree = worktree(id);
    Path log = Path.of(plane.session(id).path("log_path").asString());
    plane.put("PROJECT_RUNTIME_DIRNAME", ".agents");

    plane.restart(() -> {});

    String fresh = plane.send("implement", "[[say x]]");
    assertThat(worktree(fresh)).startsWith(user.folder().resolve(".agents"));
    plane
        .client()
        .post("/api/v1/sessions/" + id + "/followup", "{\"message\":\"[[write g second]]\"}");
    plane.await(id, session -> session.path("turn_count").asInt() == 2);
    assertThat(worktree(id)).isEqualTo(worktree).startsWith(user.folder());
    assertThat(worktree.resolve("g")).hasContent("second");
    assertThat(plane.session(id).path("log_path").asString()).isEqualTo(log.toString());
    assertThat(plane.client().get(ApiPath.LOG.with(id)).raw().text())
        .contains(worktree.resolve("g").toString());
    Reply deleted = plane.client().post(ApiPath.DELETE.with(id), "{}");
    assertThat(deleted.status()).as("%s", deleted.json()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(log).doesNotExist();
    Reply back = plane.client().post(ApiPath.RESTORE.with(id), "{}");
    assertThat(back.text("/worktree_path")).isEqualTo(worktree.toString());
    assertThat(worktree.resolve("f")).hasContent("first");
    assertThat(user.in(worktree).git("status", "--porcelain")).isEqualTo("?? f\n?? g\n");
    JsonNode findings = plane.client().get(ApiPath.DOCTOR.with()).json().path("findings");
    assertThat(findings).as("%s", findings).isEmpty();
  }

  private Path worktree(String id) throws IOException {
    return Path.of(plane.await(id, "completed").path("worktree_path").asString());
  }
}
