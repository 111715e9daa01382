package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many sessions at once in one repository. */
class ManyIT {
  private static final int SESSIONS = 32;

  @TempDir Path folder;

  @Test
  void sessionsThatAreStartedAtOnceDoNotMeet() throws Exception {
    Path repository = TestRepository.create(folder.resolve("repository"));
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    Map<String, String> variables =
        Map.of(
            "ORCH_CLAUDE_BIN", agent.toString(),
            "ORCH_MAX_SESSIONS", Integer.toString(SESSIONS),
            "ORCH_LAUNCH_MEMORY", "0B");
    try (RealDaemon daemon = RealDaemon.start(folder.resolve("home"), variables)) {
      daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
      String before = fingerprint(repository);
      List<String> sessions = startAll(daemon.api());

      Set<Path> worktrees = new HashSet<>();
      for (int i = 0; i < SESSIONS; i++) {
        worktrees.add(worktreeOfDone(daemon.api(), sessions.get(i), i));
      }
      assertThat(worktrees).hasSize(SESSIONS);
      assertThat(lines(repository, "worktree", "list")).hasSize(1 + SESSIONS);
      assertThat(lines(repository, "branch", "--list", "orch/*")).hasSize(SESSIONS);
      assertThat(lines(repository, "branch")).hasSize(1 + SESSIONS);
      assertThat(fingerprint(repository)).isEqualTo(before);
    }
  }

  /** The ids of the sessions, in the order of their numbers, whichever was first. */
  private static List<String> startAll(Api api) throws Exception {
    List<Future<String>> starting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SESSIONS; i++) {
        String prompt = "[[write number.txt %d]][[say done]]".formatted(i);
        Map<String, String> wanted =
            Map.of("agent", "claude", "action", "implement", "project", "p", "prompt", prompt);
        starting.add(
            threads.submit(() -> api.post("/sessions", wanted).ok().path("id").asString()));
      }
    }
    List<String> sessions = new ArrayList<>();
    for (Future<String> started : starting) {
      sessions.add(started.get());
    }
    return sessions;
  }

  /** Its worktree, in which there is what it wrote, and nothing else was changed. */
  private static Path worktreeOfDone(Api api, String session, int number)
      throws IOException, InterruptedException {
    var ended =
        api.await(
            "/sessions/" + session,
            view -> view.path("state").asString().matches("completed|failed|stopped"));
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("completed");
    assertThat(api.events(session, "process.started")).hasSize(1);
    Path worktree = Path.of(ended.path("worktree_path").asString());
    assertThat(worktree.resolve("number.txt")).hasContent(Integer.toString(number));
    assertThat(lines(worktree, "status", "--porcelain")).containsExactly("?? number.txt");
    return worktree;
  }

  /** What a person has in their checkout: commit, branch, index, files. */
  private static String fingerprint(Path repository) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(repository)) {
      return TestRepository.git(repository, "rev-parse", "HEAD")
          + TestRepository.git(repository, "symbolic-ref", "HEAD")
          + TestRepository.git(repository, "status", "--porcelain")
          + TestRepository.git(repository, "stash", "list")
          + TestRepository.git(repository, "config", "--list", "--local")
          + files.filter(file -> !file.endsWith(".orchestrator")).sorted().toList();
    }
  }

  private static List<String> lines(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return TestRepository.git(folder, arguments).lines().toList();
  }
}
