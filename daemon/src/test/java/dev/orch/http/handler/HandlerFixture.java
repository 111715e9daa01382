package dev.orch.http.handler;

import dev.orch.http.ApiClient;
import dev.orch.http.TestDaemon;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with one project, {@code my-app}; what it is told to start is recorded only. */
abstract class HandlerFixture {
  @TempDir Path folder;
  TestDaemon daemon;
  ApiClient client;
  GitRepository repository;

  @BeforeEach
  void start() throws IOException {
    daemon = TestDaemon.start(folder);
    client = daemon.client();
    repository = GitRepository.withCommit(folder.resolve("my-app"), folder.resolve("home"));
    client.post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(repository.folder()));
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  /** A command of Claude for the project; an empty prompt is left out. */
  static String command(String action, String prompt) {
    return body("claude", action, "my-app", prompt);
  }

  static String body(String agent, String action, String project, String prompt) {
    String words = prompt.isEmpty() ? "" : ",\"prompt\":\"%s\"".formatted(prompt);
    return "{\"agent\":\"%s\",\"action\":\"%s\",\"project\":\"%s\"%s}"
        .formatted(agent, action, project, words);
  }

  /** The id of a new session. */
  String session(String prompt) throws IOException {
    return client.post("/api/v1/sessions", command("implement", prompt)).text("/id");
  }
}
