package dev.orch.http.fuzz;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionState;
import dev.orch.http.ApiClient;
import dev.orch.http.RawHttp;
import dev.orch.http.TestDaemon;
import dev.orch.store.Samples;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A daemon with something of everything: some to be shot at, and some that nobody may touch. */
final class Grounds implements AutoCloseable {
  private static final List<String> LISTS =
      List.of(
          "projects",
          "commands",
          "sessions",
          "sessions?archived=true",
          "input-requests",
          "artifacts",
          "trash",
          "events",
          "agents");

  private static final String COMMENTS =
      """
      {"version":0,"items":[{"path":"new.txt","side":"new","start_line":1,"end_line":1,
       "quote":"new","text":"why?"}]}\
      """;

  private final Path folder;
  private final TestDaemon daemon;
  private final ApiClient client;
  private final RawHttp http;
  private final Samples samples = new Samples(815);
  private final Map<String, List<String>> known = new HashMap<>();
  private final List<String> witnesses = new ArrayList<>();
  private boolean closed;

  /** The token by which a page was let in, the last one; only such a one can be given back. */
  private String page;

  private Grounds(Path folder) throws IOException {
    this.folder = folder;
    this.daemon = TestDaemon.start(folder);
    this.client = daemon.client();
    this.http = new RawHttp("127.0.0.1", daemon.port());
    this.page = daemon.token();
  }

  static Grounds open(Path folder) throws IOException {
    Grounds grounds = new Grounds(folder);
    grounds.words();
    grounds.fill(grounds.known, "shot", 5);
    grounds.projects();
    Map<String, List<String>> apart = new HashMap<>();
    grounds.fill(apart, "apart", 0);
    grounds.witness(apart);
    return grounds;
  }

  /** What lets in is known to nobody before it was asked for. */
  void learn(Operation operation, RawHttp.Answer answer) {
    switch (operation.id()) {
      case "mintLoginCode" -> know(known, "code", text(answer, "code"));
      case "logIn" -> page = text(answer, "token");
      default -> {
        // The rest names what is known.
      }
    }
  }

  private static String text(RawHttp.Answer answer, String field) {
    return JsonMapper.shared().readTree(answer.text()).path(field).asString();
  }

  /** What is there and may be named, by the name that it may stand for. */
  Map<String, List<String>> known() {
    return known;
  }

  private void know(Map<String, List<String>> names, String name, String value) {
    names.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private void words() {
    known.put("agent", new ArrayList<>(List.of("claude", "cursor", "codex")));
    known.put("action", new ArrayList<>(List.of("implement", "plan", "analyze", "review")));
    known.put("type", List.of("session.*", "*", "agent.message", "session.created,turn.*"));
    known.put("base", List.of("main", "HEAD", "nowhere"));
    known.put("default_branch", List.of("main", "nowhere"));
    known.put("Idempotency-Key", List.of("k1", "k2", "k3"));
    known.put("Range", List.of("bytes=0-3", "bytes=2-", "bytes=-2"));
    known.put("Last-Event-ID", List.of("0", "5", "999999"));
    known.put("text", List.of("codex implement my-app add caching", "stop it", "implement x"));
    known.put("findings", List.of("agent_missing", "nothing"));
    known.put("scope_path", List.of("README.md", ".", "src"));
  }

  private void fill(Map<String, List<String>> names, String place, int others) throws IOException {
    GitRepository repository =
        GitRepository.withCommit(folder.resolve(place), folder.resolve("home"));
    ApiClient.Reply made = register(repository.folder());
    ProjectId project = new ProjectId(made.text("/id"));
    know(names, "projects", project.value());
    for (String name : List.of("projects", "project", "slug")) {
      know(names, name, made.text("/slug"));
    }
    for (int i = 0; i < others; i++) {
      know(
          names,
          "path",
          GitRepository.withCommit(folder.resolve("new" + i), folder.resolve("home"))
              .folder()
              .toString());
    }
    for (SessionState state : SessionState.values()) {
      if (state != SessionState.DELETED) {
        session(names, project, state, repository.commitOf("HEAD"));
      }
    }
    String commented = worked(names, project, repository);
    client.put(commented + "/comments", COMMENTS);
    know(names, "plan_hash", client.get(commented + "/cleanup-preview").text("/plan_hash"));
    for (int i = 0; i < others; i++) {
      worked(names, project, repository);
    }
    for (int i = 0; i < 2; i++) {
      client.post(worked(names, project, repository) + "/delete", "{}");
      know(names, "trash", client.get("/api/v1/trash").text("/items/0/id"));
    }
    String command =
        "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"%s\",\"prompt\":\"x\"}"
            .formatted(made.text("/slug"));
    ApiClient.Reply accepted = client.post("/api/v1/commands", command);
    know(names, "commands", accepted.text("/id"));
    know(names, "sessions", accepted.text("/session/id"));
    know(names, "cursor", client.get("/api/v1/sessions?limit=1").text("/next_cursor"));
  }

  /** Some that hold nothing, and one that has gone elsewhere. */
  private void projects() throws IOException {
    for (String place : List.of("empty1", "empty2", "leaves")) {
      GitRepository one = GitRepository.withCommit(folder.resolve(place), folder.resolve("home"));
      know(known, "projects", register(one.folder()).text("/id"));
    }
    Path left = Files.move(folder.resolve("leaves"), folder.resolve("left"));
    know(known, "path", left.toString());
  }

  private ApiClient.Reply register(Path repository) throws IOException {
    return client.post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(repository));
  }

  private String session(
      Map<String, List<String>> names, ProjectId project, SessionState state, String base)
      throws IOException {
    Recorded one = Recorded.of(samples, project, state, folder, base);
    one.into(daemon.stores());
    know(names, "sessions", one.session().id().value());
    know(names, "session", one.session().id().value());
    if (state == SessionState.WAITING_FOR_USER) {
      know(names, "input-requests", one.request().id());
    }
    know(names, "artifacts", one.artifact().id());
    know(names, "follow_up", one.message());
    know(names, Drafts.below("follow_up", one.session().id().value()), one.message());
    return one.session().id().value();
  }

  /** One that has ended and left a worktree with a file that nobody committed; its address. */
  private String worked(
      Map<String, List<String>> names, ProjectId project, GitRepository repository)
      throws IOException {
    String base = repository.commitOf("HEAD");
    String id = session(names, project, SessionState.COMPLETED, base);
    Path worktree = folder.resolve("worktrees").resolve(id);
    repository.git("worktree", "add", "--quiet", "-b", "orch/" + id, worktree.toString(), base);
    Files.writeString(worktree.resolve("new.txt"), "new");
    return "/api/v1/sessions/" + id;
  }

  private static List<String> known(Map<String, List<String>> names, String kind) {
    return names.getOrDefault(kind, List.of());
  }

  /** What is read again at the end, and must be the same. */
  private void witness(Map<String, List<String>> apart) {
    known(apart, "sessions")
        .forEach(id ->
            List.of("", "/turns", "/transitions", "/followups", "/transcript", "/log-tail")
                .forEach(below -> witnesses.add("sessions/" + id + below)));
    for (String list : List.of("projects", "commands", "artifacts")) {
      known(apart, list).forEach(id -> witnesses.add(list + "/" + id));
    }
    known(apart, "session")
        .forEach(id -> {
          witnesses.add("input-requests?session=" + id);
          witnesses.add("events?session=" + id);
          witnesses.add("artifacts?session=" + id);
        });
  }

  /** What nobody was told of, as it is read now. */
  List<String> untouched() throws IOException {
    List<String> all = new ArrayList<>();
    for (String path : witnesses) {
      all.add(path + " " + client.get("/api/v1/" + path).raw().text());
    }
    return all;
  }

  /** Reads all there is; what cannot be read. */
  List<String> everyListToItsEnd() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String list : LISTS) {
      String first = "/api/v1/" + list;
      ApiClient.Reply page = client.get(first);
      while (page.status() == 200 && page.json().path("next_cursor").isString()) {
        String more = Drafts.encoded(page.text("/next_cursor"));
        page = client.get(first + (first.contains("?") ? "&" : "?") + "cursor=" + more);
      }
      if (page.status() != 200) {
        wrong.add(list + ": " + page.raw().text());
      }
    }
    return wrong;
  }

  RawHttp.Answer send(Draft draft) throws IOException {
    boolean leaves = draft.method().equals("DELETE") && draft.path().equals("/api/v1/login");
    return http.begin(draft.bytes(daemon.port(), leaves ? page : daemon.token()));
  }

  long lastSeq() {
    return daemon.stores().events().lastSeq();
  }

  /** What the database finds wrong with itself; it must be closed. */
  List<String> damage() throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state/orchestrator.db"));
        Statement statement = connection.createStatement()) {
      for (String pragma : Arrays.asList("integrity_check", "foreign_key_check")) {
        try (ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
          while (rows.next()) {
            found.add(pragma + ": " + rows.getString(1));
          }
        }
      }
    }
    found.remove("integrity_check: ok");
    return found;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      daemon.close();
    }
  }
}
