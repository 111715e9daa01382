package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Slug;
import dev.orch.http.ApiClient;
import dev.orch.http.ApiClient.Reply;
import dev.orch.http.TestDaemon;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectsHandlerTest {
  private static final String PROJECTS = "/api/v1/projects";

  @TempDir private Path folder;
  private TestDaemon daemon;
  private ApiClient client;
  private Path repository;

  @BeforeEach
  void start() throws IOException {
    daemon = TestDaemon.start(folder);
    client = daemon.client();
    repository =
        GitRepository.withCommit(folder.resolve("My App"), folder.resolve("home")).folder();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void aRegisteredProjectIsFoundByIdSlugAndTheBeginningOfItsId() throws IOException {
    Reply made = register();
    String id = made.text("/id");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.raw().header("location")).contains(PROJECTS + "/" + id);
    assertThat(made.text("/slug")).isEqualTo("my-app");
    assertThat(made.text("/default_branch")).isEqualTo("main");
    assertThat(made.json().at("/available").asBoolean()).isTrue();
    for (String name : new String[] {id, "my-app", id.substring(0, 3), "slug/my-app"}) {
      assertThat(client.get(PROJECTS + "/" + name).json()).as(name).isEqualTo(made.json());
    }
    assertThat(client.get(PROJECTS).json().at("/items/0")).isEqualTo(made.json());
  }

  @Test
  void anIdIsNoSlug() throws IOException {
    String id = register().text("/id");

    assertThat(client.get(PROJECTS + "/slug/" + id).problem()).isEqualTo("project_not_found");
  }

  @Test
  void theNearestNameIsSaidOfOneThatIsNotThere() throws IOException {
    register();

    Reply missing = client.get(PROJECTS + "/my-ap");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.problem()).isEqualTo("project_not_found");
    assertThat(missing.text("/nearest")).isEqualTo("my-app");
  }

  @Test
  void theSameRepositoryTwiceNamesTheFirst() throws IOException {
    String id = register().text("/id");

    Reply again = register();

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.problem()).isEqualTo("project_exists");
    assertThat(again.text("/project_id")).isEqualTo(id);
  }

  @Test
  void aProjectOfAnotherInstallationIsRefused() throws IOException {
    Path owner = Files.createDirectory(repository.resolve(".orchestrator")).resolve("owner");
    Files.writeString(owner, "/of/another\n");

    Reply refused = register();

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("other_installation");
    assertThat(refused.text("/detail")).contains("/of/another", owner.toString());
  }

  @Test
  void aTakenSlugIsAnsweredWithAFreeOne() throws IOException {
    register();
    Path other = GitRepository.withCommit(folder.resolve("other"), folder.resolve("home")).folder();

    Reply taken = client.post(PROJECTS, "{\"path\":\"%s\",\"slug\":\"my-app\"}".formatted(other));

    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.problem()).isEqualTo("slug_taken");
    assertThat(taken.text("/suggestion")).isEqualTo("my-app-2");
  }

  @Test
  void whatIsNoRepositorySaysWhy() throws IOException {
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(register(plain).problem()).isEqualTo("not_a_repository");
    assertThat(register(file).problem()).isEqualTo("path_is_file");
    assertThat(register(folder.resolve("gone")).problem()).isEqualTo("path_missing");
    assertThat(register(Path.of("relative")).problem()).isEqualTo("invalid_field");
  }

  @Test
  void aFolderWhoseNameIsNotUtf8IsToBeRenamed() throws Exception {
    String script = "odd=$(printf 'caf\\351') && mv 'My App' \"$odd\" && ln -s \"$odd\" link";
    Process made = new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).start();
    assertThat(made.waitFor()).isZero();

    Reply refused = register(folder.resolve("link"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("invalid_field");
    assertThat(refused.text("/field")).isEqualTo("path");
    assertThat(refused.text("/detail")).contains("UTF-8");
    assertThat(refused.text("/hint")).contains("rename");
  }

  @Test
  void aFieldThatNobodyKnowsIsAnsweredWithTheNearest() throws IOException {
    Reply unknown = client.post(PROJECTS, "{\"path\":\"%s\",\"nmae\":\"x\"}".formatted(repository));

    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.problem()).isEqualTo("unknown_field");
    assertThat(unknown.text("/nearest")).isEqualTo("name");
  }

  @Test
  void aBodyMustSayWhatIsNeededInTheRightKind() throws IOException {
    assertThat(client.post(PROJECTS, "{}").problem()).isEqualTo("missing_field");
    assertThat(client.post(PROJECTS, "{\"path\":null}").problem()).isEqualTo("missing_field");
    Reply number = client.post(PROJECTS, "{\"path\":7}");
    assertThat(number.problem()).isEqualTo("invalid_field");
    assertThat(number.text("/detail")).contains("path").doesNotContain("java");
    assertThat(client.post(PROJECTS, "[]").problem()).isEqualTo("invalid_field");
    assertThat(client.post(PROJECTS, "null").problem()).isEqualTo("invalid_field");
    assertThat(client.post(PROJECTS, "{\"path\":\"/x\"} trailing").problem())
        .isEqualTo("malformed_json");
  }

  @Test
  void settingsAreMergedByKeyAndNullMeansTheDefault() throws IOException {
    String project = PROJECTS + "/" + register().text("/id");
    client.put(project, "{\"settings\":{\"env\":{\"A\":\"1\"},\"env_pass\":[\"NPM_TOKEN\"]}}");

    Reply renamed = client.put(project, "{\"name\":\"Other\"}");
    assertThat(renamed.text("/name")).isEqualTo("Other");
    assertThat(environment()).containsEntry("A", "1");

    Reply merged = client.put(project, "{\"settings\":{\"env\":{\"B\":\"2\"}}}");
    assertThat(environment()).containsExactly(Map.entry("B", "2"));
    assertThat(merged.text("/settings/env_pass/0")).isEqualTo("NPM_TOKEN");

    Reply cleared = client.put(project, "{\"settings\":{\"env_pass\":null}}");
    assertThat(cleared.json().at("/settings/env_pass").isEmpty()).isTrue();
    assertThat(environment()).containsExactly(Map.entry("B", "2"));
  }

  /** What is stored; no answer tells it. */
  private Map<String, String> environment() {
    return daemon.stores().projects().findBySlug(new Slug("my-app")).orElseThrow().settings().env();
  }

  @Test
  void valuesOfVariablesAreNeverAnsweredAndTheirMaskLeavesThemAsTheyAre() throws IOException {
    String project = PROJECTS + "/" + register().text("/id");
    String both = "{\"settings\":{\"env\":{\"DB_PASSWORD\":\"abc\",\"MODE\":\"production\"}}}";
    Reply set = client.put(project, both);
    for (Reply shown : List.of(set, client.get(project), client.get(PROJECTS))) {
      assertThat(shown.raw().text())
          .contains("DB_PASSWORD", "MODE", "[redacted]")
          .doesNotContain("\"abc\"", "production");
    }

    client.put(project, "{\"settings\":%s}".formatted(set.json().at("/settings")));
    assertThat(environment())
        .containsOnly(Map.entry("DB_PASSWORD", "abc"), Map.entry("MODE", "production"));

    Reply nothing = client.put(project, "{\"settings\":{\"env\":{\"NEW\":\"[redacted]\"}}}");
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.text("/field")).isEqualTo("settings.env.NEW");
    assertThat(environment()).doesNotContainKey("NEW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORCH_RUN", "ORCH_SESSION_ID", "GIT_DIR", "GIT_INDEX_FILE"})
  void aVariableThatNoAgentGetsFromAProjectIsRefused(String name) throws IOException {
    String project = PROJECTS + "/" + register().text("/id");

    Reply env = client.put(project, "{\"settings\":{\"env\":{\"%s\":\"x\"}}}".formatted(name));
    Reply pass = client.put(project, "{\"settings\":{\"env_pass\":[\"%s\"]}}".formatted(name));

    assertThat(env.status()).isEqualTo(422);
    assertThat(env.problem()).isEqualTo("invalid_field");
    assertThat(env.text("/field")).isEqualTo("settings.env");
    assertThat(env.text("/detail")).contains(name);
    assertThat(pass.status()).isEqualTo(422);
    assertThat(pass.text("/field")).isEqualTo("settings.env_pass");
    assertThat(pass.text("/detail")).contains(name);
  }

  @Test
  void aVariableWithoutAValueIsRefused() throws IOException {
    String project = PROJECTS + "/" + register().text("/id");

    assertThat(client.put(project, "{\"settings\":{\"env\":{\"A\":null}}}").status())
        .isEqualTo(422);
  }

  @Test
  void twoChangesOfSettingsAtOnceAreBothKept() throws Exception {
    String project = PROJECTS + "/" + register().text("/id");
    ApiClient other = daemon.client();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        String env = "{\"settings\":{\"env\":{\"A\":\"%d\"}}}".formatted(i);
        String pass = "{\"settings\":{\"env_pass\":[\"P%d\"]}}".formatted(i);
        threads.invokeAll(List.of(() -> client.put(project, env), () -> other.put(project, pass)));

        Reply both = client.get(project);

        assertThat(environment()).containsEntry("A", Integer.toString(i));
        assertThat(both.text("/settings/env_pass/0")).isEqualTo("P" + i);
      }
    }
  }

  @Test
  void slugAndPathStayAsTheyAre() throws IOException {
    String project = PROJECTS + "/" + register().text("/id");

    assertThat(client.put(project, "{\"slug\":\"my-app\"}").status()).isEqualTo(200);
    assertThat(client.put(project, "{\"slug\":\"other\"}").problem()).isEqualTo("fixed_field");
    assertThat(client.put(project, "{\"path\":\"/elsewhere\"}").status()).isEqualTo(409);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrDouble() throws IOException {
    for (int i = 0; i < 5; i++) {
      register(GitRepository.withCommit(folder.resolve("p" + i), folder.resolve("home")).folder());
    }

    Reply first = client.get(PROJECTS + "?limit=2");
    Reply second = client.get(PROJECTS + "?limit=2&cursor=" + first.text("/next_cursor"));
    Reply third = client.get(PROJECTS + "?limit=2&cursor=" + second.text("/next_cursor"));

    assertThat(first.text("/items/0/slug") + first.text("/items/1/slug")).isEqualTo("p4p3");
    assertThat(second.text("/items/0/slug") + second.text("/items/1/slug")).isEqualTo("p2p1");
    assertThat(third.text("/items/0/slug")).isEqualTo("p0");
    assertThat(third.json().at("/next_cursor").isNull()).isTrue();
  }

  @Test
  void aQueryThatMakesNoSenseIsRefused() throws IOException {
    assertThat(client.get(PROJECTS + "?limit=0").problem()).isEqualTo("invalid_limit");
    assertThat(client.get(PROJECTS + "?limit=x").problem()).isEqualTo("invalid_limit");
    assertThat(client.get(PROJECTS + "?cursor=x").problem()).isEqualTo("invalid_cursor");
    Reply unknown = client.get(PROJECTS + "?limti=1");
    assertThat(unknown.problem()).isEqualTo("unknown_query");
    assertThat(unknown.text("/nearest")).isEqualTo("limit");
  }

  @Test
  void aRequestThatIsRepeatedIsDoneOnce() throws IOException {
    String body = "{\"path\":\"%s\"}".formatted(repository);
    Reply first = client.post(PROJECTS, body, "Idempotency-Key: k1");
    Reply again = client.post(PROJECTS, body, "Idempotency-Key: k1");
    Reply other = client.post(PROJECTS, "{\"path\":\"/x\"}", "Idempotency-Key: k1");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.raw().header("location")).isEqualTo(first.raw().header("location"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.problem()).isEqualTo("idempotency_conflict");
    assertThat(client.get(PROJECTS).json().at("/items").size()).isEqualTo(1);
  }

  private Reply register() throws IOException {
    return register(repository);
  }

  private Reply register(Path path) throws IOException {
    return client.post(PROJECTS, "{\"path\":\"%s\"}".formatted(path));
  }
}
