package dev.orch;

import dev.orch.config.DaemonConfig;
import dev.orch.domain.operation.SearchPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole control plane in this process, put together as the daemon does it, with a project
 * {@code app} and the scripted agent. Its git can be told to wait, and its agent to be gone.
 */
final class RealPlane implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path AGENT =
      Path.of("../dist/src/main/image/bin/scripted-agent").toAbsolutePath().normalize();
  private static final String SETTLED = "completed|failed|stopped";

  private final Map<String, String> environment;
  private final Path state;
  private final Path programs;
  private ControlPlane plane;
  private ApiClient client;

  private RealPlane(Map<String, String> environment, Path state, Path programs) throws IOException {
    this.environment = environment;
    this.state = state;
    this.programs = programs;
    plane = ControlPlane.open(DaemonConfig.read(environment), environment, _ -> {});
    client = newClient(state, plane);
  }

  private static ApiClient newClient(Path state, ControlPlane plane) throws IOException {
    String token = Files.readString(state.resolve("token")).strip();
    return new ApiClient(URI.create(plane.url()).getPort(), token);
  }

  /** The daemon goes, as killed, and what is done meanwhile is found by the next one. */
  void restart(Meanwhile meanwhile) throws IOException {
    plane.close();
    meanwhile.happens();
    plane = ControlPlane.open(DaemonConfig.read(environment), environment, _ -> {});
    client = newClient(state, plane);
  }

  /** What the daemon says last. */
  void sayGoodbye() {
    plane.sayGoodbye();
  }

  /** A variable of the next daemon. */
  void put(String name, String value) {
    environment.put(name, value);
  }

  /** The next daemon does not have this variable. */
  void unset(String name) {
    environment.remove(name);
  }

  /** What happens while no daemon is there. */
  @FunctionalInterface
  interface Meanwhile {
    void happens() throws IOException;
  }

  /** The state folder. */
  Path state() {
    return state;
  }

  /** The run folder of a session's first turn. */
  Path run(String id) {
    return state.resolve("runs").resolve(id).resolve("1");
  }

  /** Returns once its agent is there: a session runs as soon as its run is claimed. */
  void awaitAgent(String id) throws IOException {
    await(id, "running/working");
    await(id, _ -> Files.exists(run(id).resolve("agent")));
  }

  /** Opens it below the folder, which must be empty. */
  static RealPlane open(Path folder) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path state = home.resolve(".local/state/orch");
    Files.createDirectories(state.getParent());
    Files.createDirectory(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    GitRepository repository = GitRepository.withCommit(folder.resolve("app"), home);
    Path programs = Files.createDirectory(folder.resolve("programs"));
    program(programs.resolve("agent"), "exec '%s' \"$@\"".formatted(AGENT));
    Path held = Files.writeString(programs.resolve("held"), heldGit(programs.resolve("wait")));
    executable(programs.resolve("slow"), "#!/bin/sh " + held + "\n");
    linkGit(programs, ownGit());
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    environment.put("HOME", home.toString());
    environment.put("SHELL", "/bin/sh");
    environment.put("PORT", "0");
    environment.put("ORCH_STOP_GRACE", "2s");
    environment.put("ORCH_MAX_SESSIONS", "16");
    environment.put("ORCH_LAUNCH_MEMORY", "0B");
    environment.put("ORCH_DISK_START_FREE", "0B");
    environment.put("ORCH_CLAUDE_BIN", programs.resolve("agent").toString());
    RealPlane plane = new RealPlane(environment, state, programs);
    plane.client.post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(repository.folder()));
    return plane;
  }

  private static Path ownGit() {
    return SearchPath.of(System.getenv("PATH")).find("git").orElseThrow();
  }

  /** This git is the one that is found. */
  private static void linkGit(Path programs, Path git) throws IOException {
    Path link = Files.createSymbolicLink(programs.resolve("link"), git);
    Files.move(link, programs.resolve("git"), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * It waits for as long as a file is there that holds a word of its command. It is called with the
   * path of git before that: a shell that has to open this path itself may find another git there
   * by then.
   */
  private static String heldGit(Path file) {
    return """
    shift
    while word=$(cat '%s' 2>/dev/null); do
      case " $* " in
        *" $word "*) : >'%s'; sleep 0.02 ;;
        *) break ;;
      esac
    done
    PATH=${PATH#*:}
    exec git "$@"
    """
        .formatted(file, file.resolveSibling("waiting"));
  }

  private static void program(Path file, String text) throws IOException {
    executable(file, "#!/bin/sh\n" + text);
  }

  /**
   * By a process of its own: whatever this one has open for writing, a child that is being started
   * has as well for a moment, and nobody can run a program that somebody has open for writing.
   */
  private static void executable(Path file, String text) throws IOException {
    Process writer =
        new ProcessBuilder("sh", "-c", "cat >\"$0\" && chmod 755 \"$0\"", file.toString()).start();
    try (Writer program = writer.outputWriter()) {
      program.write(text);
    }
    if (writer.onExit().join().exitValue() != 0) {
      throw new IOException("could not write " + file);
    }
  }

  /** Where it answers. */
  String url() {
    return plane.url();
  }

  ApiClient client() {
    return client;
  }

  /** Every git with this word in its command waits from now on. */
  void holdGit(String word) throws IOException {
    linkGit(programs, programs.resolve("slow"));
    Path file = Files.writeString(programs.resolve("word"), word);
    Files.deleteIfExists(programs.resolve("waiting"));
    Files.move(file, programs.resolve("wait"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns once one of them waits. */
  void awaitHeldGit() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(programs.resolve("waiting"))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no git waits");
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** No git waits any more, and none costs more than one. */
  void letGitGoOn() throws IOException {
    linkGit(programs, ownGit());
    Files.deleteIfExists(programs.resolve("wait"));
  }

  void uninstallAgent() throws IOException {
    Files.move(programs.resolve("agent"), programs.resolve("gone"));
  }

  /** The agent is there and does not say its version. */
  void breakAgent() throws IOException {
    uninstallAgent();
    program(programs.resolve("agent"), "exit 3");
  }

  /** The agent prints these lines, whatever it is told, then does this. */
  void replaceAgent(List<String> lines, String then) throws IOException {
    uninstallAgent();
    program(
        programs.resolve("agent"),
        """
        case $1 in --version) echo '2.1.331 (Claude Code)'; exit ;; esac
        cat <<'LINES'
        %s
        LINES
        %s
        """
            .formatted(String.join("\n", lines), then));
  }

  void installAgent() throws IOException {
    Files.move(
        programs.resolve("gone"), programs.resolve("agent"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The id of a new session with this prompt. */
  String send(String action, String prompt) throws IOException {
    return send(action, "app", prompt);
  }

  /** One of another project. */
  String send(String action, String project, String prompt) throws IOException {
    ApiClient.Reply made = ask(action, project, prompt, "");
    if (made.status() != 201) {
      throw new AssertionError(made.raw());
    }
    return made.text("/id");
  }

  /** What comes of asking for one, with more fields of the body. */
  ApiClient.Reply ask(String action, String project, String prompt, String more)
      throws IOException {
    return client.post(
        "/api/v1/sessions",
        "{\"agent\":\"claude\",\"action\":\"%s\",\"project\":\"%s\",\"prompt\":\"%s\"%s}"
            .formatted(action, project, prompt, more));
  }

  /** One of the project's settings: a text, or a list of texts. */
  void set(String key, Object value) throws IOException {
    String json = JsonMapper.shared().writeValueAsString(Map.of("settings", Map.of(key, value)));
    ApiClient.Reply set = client.put("/api/v1/projects/app", json);
    if (set.status() != 200) {
      throw new AssertionError(set.raw());
    }
  }

  JsonNode session(String id) throws IOException {
    return client.get("/api/v1/sessions/" + id).json();
  }

  /** Its state, and behind a slash the reason, if it has one. */
  static String standing(JsonNode session) {
    JsonNode reason = session.path("reason");
    return session.path("state").asString() + (reason.isNull() ? "" : "/" + reason.asString());
  }

  /** What may be asked of it, as it says itself. */
  static List<String> actions(JsonNode resource) {
    List<String> actions = new ArrayList<>();
    resource.path("actions").forEach(action -> actions.add(action.asString()));
    return actions;
  }

  /** Asks again and again until the session stands so. */
  JsonNode await(String id, String standing) throws IOException {
    return await(id, session -> standing(session).equals(standing));
  }

  JsonNode await(String id, Predicate<JsonNode> wanted) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode session = session(id);
    while (!wanted.test(session)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still " + session);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      session = session(id);
    }
    return session;
  }

  /** The ids of what the session asked, oldest first, whether it still waits or not. */
  List<String> requests(String id) throws IOException {
    List<String> ids = new ArrayList<>();
    client
        .get("/api/v1/input-requests?session=" + id)
        .json()
        .path("items")
        .forEach(item -> ids.add(item.path("id").asString()));
    return ids;
  }

  /** Stops what still goes on, rung by rung, so that no process is left. */
  private void stopAll() throws IOException {
    letGitGoOn();
    for (JsonNode one : client.get("/api/v1/sessions?limit=500").json().path("items")) {
      String id = one.path("id").asString();
      await(id, session -> isSettled(session) || stopOnce(id));
    }
  }

  private static boolean isSettled(JsonNode session) {
    return session.path("state").asString().matches(SETTLED);
  }

  /** Goes one rung on, which by itself settles nothing. */
  private boolean stopOnce(String id) {
    try {
      client.post("/api/v1/sessions/" + id + "/stop", "{}");
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      stopAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      plane.close();
    }
  }
}
