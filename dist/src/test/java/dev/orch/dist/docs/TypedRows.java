package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.cli.Person;
import dev.orch.dist.daemon.Api;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody sees who types the rows of the README's table that need no daemon of their own, and
 * what has become of it. Each row is here by itself: that a command ends well says little.
 */
final class TypedRows {
  private static final String OUR_PORT = "http://127.0.0.1:8000";
  private static final String FOCUS = "focus on error handling";
  private static final Pattern ENTRANCE =
      Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/login)#code=\\S+");

  private final BuiltCheckout checkout;
  private final RealDaemon daemon;
  private final Path repository;

  /**
   * Typed in the checkout.
   *
   * @param daemon of who types
   * @param repository of the project {@code my-app}
   */
  TypedRows(BuiltCheckout checkout, RealDaemon daemon, Path repository) {
    this.checkout = checkout;
    this.daemon = daemon;
    this.repository = repository;
  }

  /** Types it, with a session that it is meant for in the place of the one that it leaves open. */
  void type(String command) throws IOException, InterruptedException {
    switch (command) {
      case "./orch install" -> isLinked(command);
      case "cp .env.example .env" -> isCopied(command);
      case "./orch ui" -> opensPages(command);
      case "curl http://127.0.0.1:8000/api/v1/health" -> isHealthy(command.split(" ", 2)[1]);
      // That very command runs this test.
      case "./mvnw verify" ->
          assertThat(typed(Checkout.ROOT.resolve("mvnw") + " --version"))
              .contains("Apache Maven", "Java version: 25");
      case "./orch help" ->
          assertThat(typed(command)).contains("Usage: orch ", "send", "sessions", "followup");
      case "./orch help send" ->
          assertThat(typed(command))
              .contains("Usage: orch send ", "AGENT", "[ACTION]", "[PROJECT]", "--model=MODEL")
              .containsIgnoringCase("scope");
      case "./orch health" ->
          assertThat(typed(command)).contains("ok", daemon.api().url(), "pid " + daemon.pid());
      case "./orch projects list" ->
          assertThat(typed(command)).contains("my-app", "main", "~/projects/my-app");
      case "./orch send claude implement my-app \"add error handling to the API\"" ->
          implement(command);
      case "./orch send claude analyze my-app --model sonnet" -> analyze(command);
      case "./orch sessions list" -> list(command);
      case "./orch sessions show <session_id>" -> {
        String id = session("[[say done]]", "completed");
        assertThat(typed(command, id)).contains(id, "done", branch(id), worktree(id), "followup");
      }
      case "./orch followup <session_id> \"focus on error handling\"",
          "./orch sessions followup <session_id> \"focus on error handling\"" ->
          followUp(command);
      case "./orch stop <session_id>" -> {
        String id = session("[[hang]]", "running");
        assertThat(typed(command, id)).contains(id, "orch resume " + id);
        await(id, "stopped");
      }
      case "./orch resume <session_id>" -> resume(command);
      case "./orch archive <session_id>" -> {
        String id = session("[[say done]]", "completed");
        assertThat(typed(command, id)).contains(id, "archived", "orch unarchive " + id);
        await(id, "archived");
        assertThat(typed("./orch sessions list")).doesNotContain(id);
      }
      case "./orch delete <session_id>" -> assertThat(branchBehind(command)).isNotEmpty();
      case "./orch delete <session_id> --delete-branch" ->
          assertThat(branchBehind(command)).isEmpty();
      default -> throw new AssertionError("what is seen by who types " + command + "?");
    }
  }

  /** What stands on the terminal once a command has ended well. */
  private String typed(String command) {
    Person.Result ended = checkout.type(command);
    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    return ended.out() + ended.err();
  }

  private String typed(String command, String session) {
    return typed(command.replace("<session_id>", session));
  }

  private void isLinked(String command) throws IOException {
    Path link = checkout.person().home().resolve(".local/bin/orch");
    assertThat(typed(command)).contains(link + " -> ");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(checkout.folder().resolve("orch"));
  }

  private void isCopied(String command) {
    typed(command);
    assertThat(checkout.folder().resolve(".env"))
        .hasSameTextualContentAs(Checkout.ROOT.resolve(".env.example"));
  }

  private void opensPages(String command) throws IOException, InterruptedException {
    Matcher entrance = ENTRANCE.matcher(typed(command));
    assertThat(entrance.find()).isTrue();
    assertThat(fetched(entrance.group(1)).statusCode()).isEqualTo(200);
  }

  private void isHealthy(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer = fetched(url.replace(OUR_PORT, daemon.api().url()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
  }

  private static HttpResponse<String> fetched(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }

  private void implement(String command) throws IOException, InterruptedException {
    String seen = typed(command);
    String id = seen.split("\\s", 2)[0];
    assertThat(seen).contains(branch(id), worktree(id), "add error handling to the API");
    JsonNode session = await(id, "completed");
    assertThat(session.path("prompt").asString()).isEqualTo("add error handling to the API");
    assertThat(session.path("action").asString()).isEqualTo("implement");
    assertThat(TestRepository.git(repository, "branch", "--list", branch(id))).isNotEmpty();
  }

  private void analyze(String command) throws IOException, InterruptedException {
    String seen = typed(command);
    JsonNode session = await(seen.split("\\s", 2)[0], "completed");
    assertThat(session.path("model").asString()).isEqualTo("sonnet");
    assertThat(session.path("action").asString()).isEqualTo("analyze");
    assertThat(session.path("branch").isNull()).isTrue();
  }

  private void list(String command) throws IOException, InterruptedException {
    String id = session("[[say done]]", "completed");
    assertThat(typed(command).lines())
        .anyMatch(line -> line.contains(id) && line.contains("my-app") && line.contains("done"));
  }

  private void followUp(String command) throws IOException, InterruptedException {
    String id = session("[[say done]]", "completed");
    assertThat(typed(command, id)).contains(id, "orch logs -f " + id);
    api().await("/sessions/" + id, node -> node.path("turn_count").asInt() == 2);
    await(id, "completed");
    JsonNode turns = api().get("/sessions/" + id + "/turns").ok().path("items");
    assertThat(turns.path(1).path("prompt").asString()).isEqualTo(FOCUS);
  }

  private void resume(String command) throws IOException, InterruptedException {
    String id = session("[[hang]]", "running");
    api().post("/sessions/" + id + "/stop", Map.of()).ok();
    await(id, "stopped");
    assertThat(typed(command, id)).contains(id, "orch logs -f " + id);
    assertThat(await(id, "completed").path("turn_count").asInt()).isEqualTo(2);
  }

  /** What git says of the branch of a session that was deleted; its worktree is gone. */
  private String branchBehind(String command) throws IOException, InterruptedException {
    String id = session("[[write new.txt text]]", "completed");
    Path worktree = repository.resolve(".orchestrator/worktrees").resolve(id);
    assertThat(worktree).isDirectory();
    assertThat(typed(command, id)).contains(id, "deleted", "orch restore " + id);
    await(id, "deleted");
    assertThat(worktree).doesNotExist();
    return TestRepository.git(repository, "branch", "--list", branch(id));
  }

  /** That an agent is refused whose adapter comes later, and nothing is begun. */
  void refused(String command) throws IOException, InterruptedException {
    Person.Result ended = checkout.type(command);

    assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(1);
    assertThat(ended.err()).contains("is planned", "orch agents");
    String agent = command.split(" ", 4)[2];
    assertThat(api().get("/sessions?agent=" + agent).ok().path("items").isEmpty()).isTrue();
  }

  /** In a home of its own, where nothing is registered; the command starts the daemon itself. */
  static void registers(String command, Path folder) throws IOException, InterruptedException {
    BuiltCheckout own = BuiltCheckout.in(Files.createTempDirectory(folder, "own-"));
    Path there = TestRepository.create(own.person().home().resolve("projects/my-app"));
    try {
      Person.Result ended = own.type(command);
      assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
      assertThat(ended.out()).contains("my-app", "~/projects/my-app", "main");
      Person.Result listed = own.type("./orch projects list --json");
      JsonNode project = JsonMapper.shared().readTree(listed.out()).at("/items/0");
      assertThat(project.path("slug").asString()).isEqualTo("my-app");
      assertThat(project.path("path").asString()).isEqualTo(there.toRealPath().toString());
      assertThat(project.path("default_branch").asString()).isEqualTo("main");
      assertThat(project.path("name").asString())
          .isEqualTo(command.contains("--name \"My App\"") ? "My App" : "my-app");
    } finally {
      assertThat(own.type("./orch down").exit()).isZero();
    }
  }

  private Api api() {
    return daemon.api();
  }

  private static String branch(String session) {
    return "orch/claude/my-app/" + session;
  }

  private static String worktree(String session) {
    return "~/projects/my-app/.orchestrator/worktrees/" + session;
  }

  private String session(String prompt, String state) throws IOException, InterruptedException {
    Map<String, String> wanted =
        Map.of("agent", "claude", "action", "implement", "project", "my-app", "prompt", prompt);
    String id = api().post("/sessions", wanted).ok().path("id").asString();
    await(id, state);
    return id;
  }

  private JsonNode await(String session, String state) throws IOException, InterruptedException {
    return api().await("/sessions/" + session, node -> node.path("state").asString().equals(state));
  }
}
