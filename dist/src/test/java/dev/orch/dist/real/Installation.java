package dev.orch.dist.real;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.RealClaude;
import dev.orch.dist.cli.Person;
import dev.orch.dist.daemon.Api;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.daemon.TestRepository;
import dev.orch.dist.model.Conversation.Said;
import dev.orch.dist.model.RecordedRequest;
import dev.orch.dist.model.ScriptedModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A daemon with a project of its own, whose agent is a real Claude Code with a scripted model. */
final class Installation implements AutoCloseable {
  /** The project that is always there. */
  static final String PROJECT = "my-app";

  private final Path folder;
  private final Path binary;
  private final ScriptedModelServer model;
  private final RealDaemon daemon;

  private Installation(Path folder, Path binary, ScriptedModelServer model, RealDaemon daemon) {
    this.folder = folder;
    this.binary = binary;
    this.model = model;
    this.daemon = daemon;
  }

  /** Starts everything in a temporary folder. */
  static Installation open(String version) throws Exception {
    return open(version, Map.of(), Map.of());
  }

  /**
   * Starts everything in a temporary folder.
   *
   * @param more variables of the daemon, which outdo the usual ones
   * @param files texts of executable files of the home, by their path in it
   */
  static Installation open(String version, Map<String, String> more, Map<String, String> files)
      throws Exception {
    Path folder = Files.createTempDirectory("junit-orch-").toRealPath();
    Path binary = RealClaude.installed(version).binary();
    Path home = Files.createDirectories(folder.resolve("home"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
    ScriptedModelServer model = ScriptedModelServer.open();
    Map<String, String> variables = new HashMap<>(RealClaude.environment(home, model.url()));
    variables.put("ORCH_CLAUDE_BIN", binary.toString());
    variables.putAll(more);
    RealDaemon daemon = RealDaemon.start(home, variables);
    Installation made = new Installation(folder, binary, model, daemon);
    made.addProject(PROJECT, TestRepository.create(made.repository()), Map.of());
    return made;
  }

  /** Registers a repository with these settings. */
  void addProject(String slug, Path repository, Map<String, ?> settings) throws Exception {
    api()
        .post(
            "/projects", Map.of("path", repository.toString(), "slug", slug, "settings", settings))
        .ok();
  }

  /** Changes some of a project's settings. */
  void changeProject(String slug, Map<String, ?> settings) throws Exception {
    api().put("/projects/" + slug, Map.of("settings", settings)).ok();
  }

  /** Where the test may put what else it needs; goes when this is closed. */
  Path folder() {
    return folder;
  }

  /** The checkout of {@link #PROJECT}. */
  Path repository() {
    return folder.resolve("repository");
  }

  Path home() {
    return folder.resolve("home");
  }

  Api api() {
    return daemon.api();
  }

  RealDaemon daemon() {
    return daemon;
  }

  ScriptedModelServer model() {
    return model;
  }

  /** Every text that the model was sent with the last request whose prompt has these words. */
  List<String> heardWith(String prompt) {
    return model.requests().stream()
        .map(RecordedRequest::conversation)
        .filter(conversation -> conversation.prompt().contains(prompt))
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("the model never heard " + prompt))
        .messages()
        .stream()
        .map(Said::text)
        .toList();
  }

  /** Somebody at a terminal, whose daemon this is. */
  Person person() throws IOException {
    return new Person(home())
        .with("PATH", RealDaemon.image().resolve("bin") + ":" + System.getenv("PATH"));
  }

  /** The agent's program. */
  Path binary() {
    return binary;
  }

  DrivenSession implement(String prompt) throws Exception {
    return start(PROJECT, "implement", prompt);
  }

  DrivenSession start(String project, String action, String prompt) throws Exception {
    return start(Map.of("agent", "claude", "action", action, "project", project, "prompt", prompt));
  }

  DrivenSession start(Map<String, String> command) throws Exception {
    String id = api().post("/sessions", command).ok().path("id").asString();
    return new DrivenSession(daemon, id);
  }

  @Override
  public void close() throws IOException {
    try (model) {
      daemon.close();
      LivingProcesses.endAll(home());
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
