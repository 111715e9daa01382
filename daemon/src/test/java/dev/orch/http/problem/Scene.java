package dev.orch.http.problem;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.http.ApiClient;
import dev.orch.http.RawHttp;
import dev.orch.http.TestDaemon;
import dev.orch.store.Samples;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A daemon in a folder of the test, and what its refusals need. */
final class Scene implements AutoCloseable {
  private final Path folder;
  private final TestDaemon daemon;
  private final ApiClient client;
  private final Samples samples = new Samples(4711);
  private int repositories;

  private Scene(Path folder, TestDaemon daemon, ApiClient client) {
    this.folder = folder;
    this.daemon = daemon;
    this.client = client;
  }

  static Scene open(Path folder) throws IOException {
    TestDaemon daemon = TestDaemon.start(Files.createDirectories(folder));
    return new Scene(folder, daemon, daemon.client());
  }

  TestDaemon daemon() {
    return daemon;
  }

  Samples samples() {
    return samples;
  }

  /** A folder that nothing is at yet. */
  Path place() {
    return folder.resolve("place" + repositories++);
  }

  /** A new repository with one commit. */
  GitRepository repository() {
    return GitRepository.withCommit(place(), folder.resolve("home"));
  }

  /** A new repository without a checkout. */
  GitRepository bareRepository() {
    GitRepository origin = repository();
    Path bare = place();
    origin.git("clone", "--quiet", "--bare", ".", bare.toString());
    return origin.in(bare);
  }

  /** A new repository without a commit. */
  GitRepository emptyRepository() {
    return GitRepository.init(place(), folder.resolve("home"));
  }

  RawHttp.Answer get(String path, String... headers) throws IOException {
    return client.get("/api/v1/" + path, headers).raw();
  }

  RawHttp.Answer post(String path, String body, String... headers) throws IOException {
    return client.post("/api/v1/" + path, body, headers).raw();
  }

  RawHttp.Answer put(String path, String body) throws IOException {
    return client.put("/api/v1/" + path, body).raw();
  }

  RawHttp.Answer delete(String path) throws IOException {
    return client.delete("/api/v1/" + path).raw();
  }

  /** A request of these very lines, where no client would send it. */
  RawHttp.Answer raw(String method, String path, String... lines) throws IOException {
    String head = "%s /api/v1/%s HTTP/1.1\r\n".formatted(method, path);
    return new RawHttp("127.0.0.1", daemon.port())
        .send(head + String.join("\r\n", lines) + "\r\n\r\n");
  }

  String host() {
    return "Host: 127.0.0.1:" + daemon.port();
  }

  String token() {
    return "Authorization: Bearer " + daemon.token();
  }

  /** A token that was given to a page of the user interface. */
  String tokenOfAPage() throws IOException {
    String code = client.post("/api/v1/login-codes", "{}").text("/code");
    return client.post("/api/v1/login", "{\"code\":\"%s\"}".formatted(code)).text("/token");
  }

  RawHttp.Answer register(Path repository) throws IOException {
    return post("projects", "{\"path\":\"%s\"}".formatted(repository));
  }

  /** The slug of a new project of this repository. */
  String project(GitRepository repository) throws IOException {
    return client
        .post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(repository.folder()))
        .text("/slug");
  }

  String project() throws IOException {
    return project(repository());
  }

  /** A command for Claude, with more fields of the body. */
  RawHttp.Answer send(String action, String project, String more) throws IOException {
    return post(
        "commands",
        "{\"agent\":\"claude\",\"action\":\"%s\",\"project\":\"%s\"%s}"
            .formatted(action, project, more));
  }

  /** A session that is recorded in this state, with a turn. */
  Session session(SessionState state) throws IOException {
    return session(state, project());
  }

  /** One of the project of this slug. */
  Session session(SessionState state, String slug) throws IOException {
    ProjectId project = new ProjectId(client.get("/api/v1/projects/" + slug).text("/id"));
    Session session =
        Samples.moved(samples.session(project, CommandAction.IMPLEMENT, Samples.NOON), state);
    daemon
        .stores()
        .transactions()
        .write(() -> {
          daemon.stores().sessions().insert(session);
          daemon.stores().turns().insert(Samples.turn(session.id(), 1));
        });
    return session;
  }

  /** Something that a session waits for, with options. */
  InputRequest request(Session session) {
    InputRequest request = samples.inputRequest(session.id(), "key", Samples.NOON);
    daemon.stores().transactions().write(() -> daemon.stores().inputRequests().insert(request));
    return request;
  }

  /** A message that waits for a turn. */
  FollowUp message() throws IOException {
    Session session = session(SessionState.CREATED);
    return daemon
        .stores()
        .transactions()
        .write(() ->
            daemon
                .stores()
                .followUps()
                .keep("f" + session.id(), session.id(), "x", FollowUp.Mode.AUTO, Samples.NOON));
  }

  /** A turn takes it. */
  void deliver(FollowUp message) {
    daemon
        .stores()
        .transactions()
        .write(() -> daemon.stores().followUps().deliver(message.id(), 1, Samples.NOON));
  }

  @Override
  public void close() {
    daemon.close();
  }
}
