package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.Waiting;
import dev.orch.dist.daemon.Api;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The original's tables of routes, settings, states and folders, walked on the built daemon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginalApiIT {
  private final Path home;
  private final Path repository;
  private final RealDaemon daemon;
  private final String project;

  /** A session that has ended well, with all that it left. */
  private final String session;

  OriginalApiIT(@TempDir Path folder) throws IOException, InterruptedException {
    home = folder.resolve("home");
    Map<String, String> settings = new HashMap<>(BuiltCheckout.agent());
    for (String setting : Original.settings()) {
      String[] parts = setting.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    settings.put("DATABASE_URL", "sqlite:///" + home.resolve("orchestrator.db"));
    daemon = RealDaemon.start(home, settings);
    repository = TestRepository.create(folder.resolve("my-app"));
    project =
        daemon
            .api()
            .post("/projects", Map.of("path", repository.toString(), "slug", "my-app"))
            .ok()
            .path("id")
            .asString();
    session = session("[[say looking]][[write new.txt text]]", "completed");
  }

  @AfterAll
  void nothingRunsAnyMore() throws IOException, InterruptedException {
    daemon.api().await("/sessions?state=running", page -> page.path("items").isEmpty());
    daemon.close();
  }

  static Stream<String> routes() {
    return Original.routes().stream();
  }

  private String session(String prompt, String state) throws IOException, InterruptedException {
    String id = daemon.api().post("/sessions", command(prompt)).ok().path("id").asString();
    daemon.api().await("/sessions/" + id, found -> found.path("state").asString().equals(state));
    return id;
  }

  private static Map<String, String> command(String prompt) {
    return Map.of("agent", "claude", "action", "implement", "project", "my-app", "prompt", prompt);
  }

  private JsonNode described() throws IOException, InterruptedException {
    return daemon.api().get("/openapi.json").ok();
  }

  @Test
  void everyRouteIsDescribed() throws IOException, InterruptedException {
    JsonNode paths = described().path("paths");

    List<String> missing =
        Original.routes().stream()
            .filter(route -> {
              String[] parts = route.split(" ", 2);
              String method = parts[0].toLowerCase(Locale.ROOT);
              return paths.path(parts[1]).path(method).isMissingNode();
            })
            .toList();

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  void eachRouteDoesWhatItSays(String route) throws IOException, InterruptedException {
    Api api = daemon.api();
    String below = route.split(" /api/v1", 2)[1];
    switch (route.replace("/api/v1", "")) {
      case "POST /projects" -> {
        Path other = TestRepository.create(home.resolve("other"));
        assertThat(api.post(below, Map.of("path", other.toString())).status()).isEqualTo(201);
      }
      case "PUT /projects/{id}" -> {
        JsonNode changed = api.put("/projects/" + project, Map.of("name", "Mine")).ok();
        assertThat(changed.path("name").asString()).isEqualTo("Mine");
      }
      case "POST /commands", "POST /sessions" ->
          assertThat(api.post(below, command("[[say done]]")).status()).isEqualTo(201);
      case "POST /sessions/{id}/followup" ->
          assertThat(follow(session("[[say done]]", "completed"), below)).isEqualTo(202);
      case "POST /sessions/{id}/stop" -> {
        String hanging = session("[[hang]]", "running");
        assertThat(api.post(below.replace("{id}", hanging), Map.of()).status()).isEqualTo(202);
        awaitState(hanging, "stopped");
      }
      case "POST /sessions/{id}/resume" -> {
        String failed = session("[[fail 500]]", "failed");
        Map<String, String> message = Map.of("message", "[[say done]]");
        assertThat(api.post(below.replace("{id}", failed), message).status()).isEqualTo(202);
        awaitState(failed, "completed");
      }
      case "POST /sessions/{id}/archive" -> {
        String ended = session("[[say done]]", "completed");
        assertThat(api.post(below.replace("{id}", ended), Map.of()).status()).isEqualTo(200);
        awaitState(ended, "archived");
      }
      case "POST /sessions/{id}/delete" -> {
        String ended = session("[[say done]]", "completed");
        assertThat(api.post(below.replace("{id}", ended), Map.of()).status()).isEqualTo(200);
        awaitState(ended, "deleted");
      }
      case "GET /stream/events" -> assertThat(firstOfStream()).isEqualTo(": connected");
      default -> assertThat(api.get(filled(below)).status()).isEqualTo(200);
    }
  }

  private int follow(String ended, String below) throws IOException, InterruptedException {
    Map<String, String> message = Map.of("message", "[[say more]]");
    int status = daemon.api().post(below.replace("{id}", ended), message).status();
    awaitState(ended, "completed");
    return status;
  }

  private void awaitState(String id, String state) throws IOException, InterruptedException {
    daemon.api().await("/sessions/" + id, view -> view.path("state").asString().equals(state));
  }

  private String filled(String below) {
    return below
        .replace("/projects/{id}", "/projects/" + project)
        .replace("{slug}", "my-app")
        .replace("{id}", session);
  }

  private String firstOfStream() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(daemon.api().url() + "/api/v1/stream/events?after=0"))
            .header("Authorization", "Bearer " + daemon.api().token())
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      String first = lines.findFirst().orElse("");
      client.shutdownNow();
      return first;
    }
  }

  @Test
  void everyFilterOfArtifactsIsThere() throws IOException, InterruptedException {
    for (String filter : List.of("project=my-app", "session=" + session)) {
      JsonNode page = daemon.api().get("/artifacts?" + filter).ok();
      assertThat(page.path("items").isEmpty()).as(filter).isFalse();
    }
  }

  @Test
  void everySettingIsTakenFromTheEnvironment() throws IOException, InterruptedException {
    JsonNode settings = daemon.api().get("/config").ok().path("settings");
    for (String setting : Original.settings()) {
      String name = setting.split("=", 2)[0];
      JsonNode found =
          StreamSupport.stream(settings.spliterator(), false)
              .filter(one -> List.of(one.path("variable").asString().split("[ ,]+")).contains(name))
              .findFirst()
              .orElseThrow(() -> new AssertionError(name + " is not in " + settings));
      assertThat(found.path("source").asString()).as(found.toString()).isNotEqualTo("default");
    }
    assertThat(home.resolve("orchestrator.db")).isRegularFile();
  }

  @Test
  void theStatesAreTheOriginals() throws IOException, InterruptedException {
    assertThat(described().at("/components/schemas/SessionState/enum").values())
        .extracting(JsonNode::asString)
        .containsExactlyElementsOf(Original.STATES);
  }

  @Test
  void aSessionsFilesLieWhereTheOriginalHasThem() throws IOException, InterruptedException {
    Path runtime = repository.resolve(".orchestrator");

    assertThat(runtime.resolve("worktrees").resolve(session).resolve("new.txt")).hasContent("text");
    Path log = runtime.resolve("logs").resolve(session + ".log");
    Waiting.until(() -> log.toFile().length() > 0);
    try (Stream<Path> files = Files.walk(runtime.resolve("artifacts").resolve(session))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("diff.patch", "transcript.md");
    }
    assertThat(TestRepository.git(repository, "branch", "--list", "orch/*"))
        .contains("orch/claude/my-app/" + session);
  }
}
