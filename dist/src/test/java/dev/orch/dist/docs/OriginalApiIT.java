package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.openapi.DescribedAnswers;
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
import tools.jackson.databind.json.JsonMapper;

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
    String below = route.split(" /api/v1", 2)[1];
    if (route.startsWith("GET ")) {
      shows(below, daemon.api());
    } else {
      does(route.replace("/api/v1", ""), below, daemon.api());
    }
  }

  private void shows(String below, Api api) throws IOException, InterruptedException {
    switch (below) {
      case "/health" ->
          assertThat(api.get(below).ok().path("pid").asLong()).isEqualTo(daemon.pid());
      case "/projects" -> assertThat(texts(api.get(below), "slug")).contains("my-app");
      case "/projects/{id}" -> isTheProject(api.get("/projects/" + project));
      case "/projects/slug/{slug}" -> isTheProject(api.get("/projects/slug/my-app"));
      case "/commands" -> assertThat(texts(api.get(below), "session_id")).contains(session);
      case "/sessions" -> assertThat(texts(api.get(below), "id")).contains(session);
      case "/sessions/{id}" -> {
        JsonNode found = api.get("/sessions/" + session).ok();
        assertThat(found.path("id").asString()).isEqualTo(session);
        assertThat(found.path("state").asString()).isEqualTo("completed");
      }
      case "/sessions/{id}/cleanup-preview" ->
          assertThat(texts(api.get(below.replace("{id}", session)).ok().path("items"), "kind"))
              .contains("worktree", "untracked");
      case "/sessions/{id}/log-tail" ->
          assertThat(texts(api.get(below.replace("{id}", session)), "text"))
              .anyMatch(line -> line.contains("looking"));
      case "/artifacts" ->
          assertThat(texts(api.get(below), "name")).contains("diff.patch", "transcript.md");
      case "/events" -> assertThat(texts(api.get(below), "type")).contains("session.created");
      case "/stream/events" ->
          assertThat(firstOfStream(below)).isEqualTo(api.get("/events").ok().at("/items/0"));
      default -> throw new AssertionError("what does " + below + " show?");
    }
  }

  private void does(String route, String below, Api api) throws IOException, InterruptedException {
    switch (route) {
      case "POST /projects" -> registers(below);
      case "PUT /projects/{id}" -> {
        api.put("/projects/" + project, Map.of("name", "Mine")).ok();
        JsonNode changed = api.get("/projects/" + project).ok();
        assertThat(changed.path("name").asString()).isEqualTo("Mine");
      }
      case "POST /commands" -> starts(api.post(below, command("[[say done]]")), "session_id");
      case "POST /sessions" -> starts(api.post(below, command("[[say done]]")), "id");
      case "POST /sessions/{id}/stop" -> {
        String hanging = session("[[hang]]", "running");
        assertThat(act(below, hanging, Map.of())).isEqualTo(202);
        awaitState(hanging, "stopped");
      }
      case "POST /sessions/{id}/archive" -> {
        String ended = session("[[say done]]", "completed");
        assertThat(act(below, ended, Map.of())).isEqualTo(200);
        awaitState(ended, "archived");
        assertThat(texts(api.get("/sessions"), "id")).doesNotContain(ended);
      }
      case "POST /sessions/{id}/delete" -> {
        String ended = session("[[say done]]", "completed");
        assertThat(act(below, ended, Map.of())).isEqualTo(200);
        awaitState(ended, "deleted");
        assertThat(repository.resolve(".orchestrator/worktrees").resolve(ended)).doesNotExist();
      }
      case "POST /sessions/{id}/followup" -> goesOn(below, session("[[say done]]", "completed"));
      case "POST /sessions/{id}/resume" -> goesOn(below, session("[[fail 500]]", "failed"));
      default -> throw new AssertionError("what does " + route + " do?");
    }
  }

  /** What each of the items of a page has there. */
  private static List<String> texts(Api.Answer page, String field) {
    return texts(page.ok().path("items"), field);
  }

  private static List<String> texts(JsonNode items, String field) {
    return items.values().stream().map(item -> item.path(field).asString()).toList();
  }

  private void isTheProject(Api.Answer answer) {
    assertThat(answer.ok().path("slug").asString()).isEqualTo("my-app");
    assertThat(answer.ok().path("path").asString()).isEqualTo(repository.toString());
  }

  private void registers(String below) throws IOException, InterruptedException {
    String other = TestRepository.create(home.resolve("other")).toString();
    Api.Answer made = daemon.api().post(below, Map.of("path", other));
    assertThat(made.status()).isEqualTo(201);
    assertThat(texts(daemon.api().get("/projects"), "path")).contains(other);
  }

  private void starts(Api.Answer answer, String field) throws IOException, InterruptedException {
    assertThat(answer.status()).isEqualTo(201);
    String id = answer.ok().path(field).asString();
    awaitState(id, "completed");
    assertThat(daemon.api().get("/sessions/" + id).ok().path("prompt").asString())
        .isEqualTo("[[say done]]");
  }

  private int act(String below, String id, Map<String, String> body)
      throws IOException, InterruptedException {
    return daemon.api().post(below.replace("{id}", id), body).status();
  }

  /** With a second turn, that says what was asked for. */
  private void goesOn(String below, String ended) throws IOException, InterruptedException {
    assertThat(act(below, ended, Map.of("message", "[[say more]]"))).isEqualTo(202);
    daemon.api().await("/sessions/" + ended, view -> view.path("turn_count").asInt() == 2);
    awaitState(ended, "completed");
    Api.Answer turns = daemon.api().get("/sessions/" + ended + "/turns");
    assertThat(texts(turns, "prompt").getLast()).isEqualTo("[[say more]]");
  }

  private void awaitState(String id, String state) throws IOException, InterruptedException {
    daemon.api().await("/sessions/" + id, view -> view.path("state").asString().equals(state));
  }

  /** The first event that is told, as it is described. */
  private JsonNode firstOfStream(String below) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(daemon.api().url() + "/api/v1" + below + "?after=0"))
            .header("Authorization", "Bearer " + daemon.api().token())
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      List<String> first = lines.limit(5).filter(line -> line.contains(": ")).toList();
      client.shutdownNow();
      assertThat(first.getFirst()).isEqualTo(": connected");
      String data = first.getLast().substring("data: ".length());
      String name = first.get(2).substring("event: ".length());
      assertThat(DescribedAnswers.served().faultsOfEvent("/api/v1" + below, name, data)).isEmpty();
      return JsonMapper.shared().readTree(data);
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
