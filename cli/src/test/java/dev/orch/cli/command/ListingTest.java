package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands that show what there is beside sessions. */
class ListingTest extends StubbedSuite {
  private static final String CONFIG =
      """
      {"settings":[{"key":"port","variable":"ORCH_PORT","value":"8000","source":"default",
      "meaning":"The port."},{"key":"database_url","variable":"ORCH_DATABASE_URL","value":null,
      "source":"default","meaning":"The database."}],"warnings":["PROT is no setting"]}\
      """;

  private static final String ARTIFACT =
      """
      {"id":"a1a1a1a1a1","session_id":"%s","project_id":"p1p1p1p1p1","kind":"transcript",
      "name":"../../transcript.md","path":"/my x/transcript.md","size_bytes":5,"sha256":"0",
      "media_type":"text/markdown","turn":1,"base_commit":null,"model":null,
      "created_at":"2026-01-01T10:00:00Z"}\
      """
          .formatted(Canned.SESSION);

  @Test
  void agentsSayWhatIsMissing() {
    String agent =
        """
        {"id":"%s","name":"x","available":%s,"version":%s,"binary":%s,"logged_in":null,
        "capabilities":[],"environment":{"declared":[],"passed":[],"held_back":[]},
        "problems":["%s"],"hint":"install it"}\
        """;
    daemon.answer(
        "GET /api/v1/agents",
        200,
        Canned.page(
            agent.formatted(
                "claude", true, "\"2.1.331\"", "\"/bin/claude\"", "nobody is logged in"),
            agent.formatted("codex", false, null, null, "not found")));

    Typed.Result result = user.run("agents", "--refresh");

    assertThat(result.lines().get(1)).contains("claude", "✓ yes", "2.1.331", "/bin/claude");
    assertThat(result.lines().get(2)).contains("codex", "✗ no");
    assertThat(result.lines().getLast()).isEqualTo("codex: not found; install it");
    assertThat(result.err()).isEmpty();
    assertThat(daemon.requests("GET /api/v1/agents").getFirst().query()).isEqualTo("refresh=true");
  }

  @Test
  void configSaysWhereEachValueCameFrom() {
    daemon.answer("GET /api/v1/config", 200, CONFIG);

    Typed.Result result = user.run("config");

    assertThat(result.lines()).hasSize(3);
    assertThat(result.lines().get(1)).contains("port", "8000", "default", "ORCH_PORT");
    assertThat(result.err()).contains("PROT");
    assertThat(user.run("config", "--json").out()).isEqualTo(CONFIG + "\n");
  }

  @Test
  void statusCountsTheSessions() {
    daemon.answer("GET /api/v1/config", 200, CONFIG);
    daemon.answer(
        "GET /api/v1/stats",
        200,
        Canned.stats("{\"running\":1,\"failed\":3,\"archived\":7}", "{\"failed\":2}", 0));

    assertThat(user.run("status").out())
        .contains(
            daemon.url().toString(), "3 h 12 min", "● 1 working", "✗ 3 failed (2 new)", "PROT")
        .doesNotContain("✓", "archived");
    assertThat(daemon.requests("GET /api/v1/sessions")).isEmpty();
  }

  @Test
  void artifactsAreListedAndSavedAndReplaceNothing() throws IOException {
    daemon.answer("GET /api/v1/artifacts", 200, Canned.page(ARTIFACT));
    daemon.bytes(
        "GET /api/v1/artifacts/a1a1a1a1a1/content",
        "text/markdown",
        "hello".getBytes(StandardCharsets.UTF_8));
    daemon.answer("GET /api/v1/sessions/" + Canned.SESSION, 200, Canned.session("completed", ""));
    Path saved = home.resolve("notes").resolve(Canned.SESSION).resolve("1/transcript.md");

    assertThat(user.run("artifacts", Canned.SESSION).out())
        .contains("a1a1a1a1a1", "transcript", "\"/my x/transcript.md\"");
    assertThat(user.run("artifacts", "--save", "notes").out()).contains(saved.toString());
    assertThat(saved).hasContent("hello");
    Files.writeString(saved, "mine");
    assertThat(user.run("artifacts", "--save", "notes").exit()).isEqualTo(1);
    assertThat(saved).hasContent("mine");
  }

  @Test
  void whatBreaksOffIsNotSaved() {
    daemon.answer("GET /api/v1/artifacts", 200, Canned.page(ARTIFACT));
    daemon.breakOff(
        "GET /api/v1/artifacts/a1a1a1a1a1/content",
        "text/markdown",
        "hel".getBytes(StandardCharsets.UTF_8));

    assertThat(user.run("artifacts", "--save", "notes").exit()).isNotZero();

    assertThat(home.resolve("notes").resolve(Canned.SESSION).resolve("1")).isEmptyDirectory();
  }

  @Test
  void aProjectIsAddedByAFolderSeenFromHere() {
    daemon.answer("POST /api/v1/projects", 201, Canned.project("my-app", "/repos/my-app"));
    daemon.answer("GET /api/v1/projects", 200, Canned.page(Canned.project("my-app", "/repos/x")));

    assertThat(user.run("projects", "add", "./my-app", "--name", "My App").out())
        .contains("my-app", "/repos/my-app", "branch main");
    assertThat(daemon.requests("POST /api/v1/projects").getFirst().body())
        .isEqualTo(
            "{\"path\":\"%s\",\"name\":\"My App\"}".formatted(home.resolve("my-app").toString()));
    assertThat(user.run("projects").lines()).hasSize(2).last().asString().contains("/repos/x");
  }

  @Test
  void aPathIsWrittenAsAShellTakesIt() {
    daemon.answer(
        "GET /api/v1/projects",
        200,
        Canned.page(
            Canned.project("a", "/repos/my app"),
            Canned.project("b", home.resolve("über us").toString()),
            Canned.project("c", home.resolve("über").toString())));

    assertThat(user.run("projects").out()).contains("\"/repos/my app\"", "~/\"über us\"", "~/über");
  }

  @Test
  void aProjectOnANetworkFileSystemIsAddedWithAWarning() {
    String far =
        Canned.project("my-app", "/repos/my-app")
            .replace("\"network_file_system\":null", "\"network_file_system\":\"nfs4\"");
    daemon.answer("POST /api/v1/projects", 201, far);
    daemon.answer("GET /api/v1/projects/my-app", 200, far);

    assertThat(user.run("projects", "add", ".").err()).contains("network file system (nfs4)");
    assertThat(user.run("projects", "show", "my-app").out()).contains("network", "nfs4");
  }

  @Test
  void aRepositoryWithoutACommitIsToBeCommittedToBeforeAnythingIsSent() throws Exception {
    Path repository = home.resolve("fresh");
    git("init", "--quiet", "--initial-branch=main", repository.toString());
    daemon.answer(
        "POST /api/v1/projects", 201, Canned.project("fresh", repository.toRealPath().toString()));

    assertThat(user.run("projects", "add", "fresh").err()).contains("first commit", "orch send");
    daemon
        .answer(
            "GET /api/v1/projects",
            200,
            Canned.page(Canned.project("fresh", repository.toString())))
        .sessions()
        .answer("GET /api/v1/input-requests", 200, Canned.page());
    assertThat(user.run().err()).contains("first commit", "orch send");

    git(
        "-C",
        repository.toString(),
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "commit",
        "--quiet",
        "--allow-empty",
        "--message=first");
    assertThat(user.run("projects", "add", "fresh").err())
        .contains("orch send")
        .doesNotContain("commit", "network");
  }

  private static void git(String... arguments) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void listsAreReadToTheirLastPage() {
    daemon
        .answer(
            "GET /api/v1/projects",
            200,
            "{\"items\":[%s],\"next_cursor\":\"more=\"}"
                .formatted(Canned.project("one", "/repos/one")))
        .answer("GET /api/v1/projects", 200, Canned.page(Canned.project("two", "/repos/two")));

    assertThat(user.run("projects").out()).contains("one", "two");
    assertThat(daemon.requests("GET /api/v1/projects").getLast().query())
        .contains("cursor=more=", "limit=500");
  }

  @Test
  void theDaemonsOwnLogIsPrintedAsItIs() throws IOException {
    Files.writeString(user.stateFolder().resolve("daemon.log"), "first\nsecond\n");

    assertThat(user.run("logs", "--daemon").out()).isEqualTo("first\nsecond\n");
    assertThat(user.run("logs").exit()).isEqualTo(2);
  }

  @Test
  void rawLogLinesAreShownHarmless() {
    daemon.answer(
        "GET /api/v1/sessions/" + Canned.SESSION + "/log-tail",
        200,
        "{\"items\":[{\"turn\":1,\"stream\":\"out\",\"offset\":0,\"text\":\"{\\u0007}\"}],\"truncated\":false}");

    assertThat(user.run("logs", Canned.SESSION, "--raw", "--lines", "5").out())
        .isEqualTo("{\\u{7}}\n");
  }

  @Test
  void theNewestEventsAreShownAndHowToSeeOlderOnesLikeThem() {
    daemon.answer("GET /api/v1/events", 200, more(Canned.completed(41)));

    Typed.Result result =
        user.run("events", "--type", "session.*", "--project", "my-app", "--limit", "1");

    assertThat(daemon.requests("GET /api/v1/events").getFirst().query())
        .contains("before=9223372036854775807")
        .doesNotContain("after");
    assertThat(result.err())
        .contains("orch events --project my-app --type \"session.*\" --before 41 --limit 1");
  }

  @Test
  void eventsBehindAPlaceGoOnBehindTheLastOfThem() {
    daemon.answer("GET /api/v1/events", 200, more(Canned.completed(41)));

    assertThat(user.run("events", "--after", "7").err()).contains("more: orch events --after 41");
    assertThat(daemon.requests("GET /api/v1/events").getFirst().query()).isEqualTo("after=7");
  }

  @Test
  void aStateThatIsNoneIsRefusedInTheWordsThatAreShown() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page());

    Typed.Result result = user.run("sessions", "--state", "needs-yuo");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains("working, needs-you, queued, done, failed, stopped", "mean \"needs-you\"?");
    assertThat(user.run("sessions", "--state", "RUNNING").exit()).isZero();
    assertThat(daemon.requests("GET /api/v1/sessions"))
        .singleElement()
        .satisfies(seen -> assertThat(seen.query()).isEqualTo("state=running"));
  }

  @Test
  void aProjectWithoutABranchIsAsciiAndItsPathCanBeCopied() {
    daemon.answer(
        "GET /api/v1/projects",
        200,
        Canned.page(
            Canned.project("my-app", "/repos/a\\nb")
                .replace("\"default_branch\":\"main\"", "\"default_branch\":null")));

    assertThat(user.with("LANG", "C").run("projects", "list").out())
        .isASCII()
        .contains("$'/repos/a\\nb'");
  }

  @Test
  void theNextPageOfSessionsIsOneOfTheSameSessions() {
    daemon.answer("GET /api/v1/sessions", 200, more(Canned.session("completed", "")));

    assertThat(user.run("sessions", "--state", "done", "--agent", "claude").err())
        .contains("orch sessions list --state done --agent claude --cursor c2=");
  }

  private static String more(String item) {
    return "{\"items\":[%s],\"next_cursor\":\"c2=\"}".formatted(item);
  }
}
