package dev.orch.dist.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A session's life in a repository that runs a program wherever git lets it, and whose agent plants
 * as much again: nothing of it runs for us.
 */
class HostileLifeIT extends HostileSuite {
  @Test
  void nothingOfItRunsFromTheRegistrationToTheArchive() throws IOException, InterruptedException {
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "my-app")).ok();
    String session = begin("implement", "[[ask sh %s]][[write said.txt text]]".formatted(plant()));
    allowed(session);
    awaitState(session, "completed");
    readAll(session);
    assertThat(new String(daemon.api().bytes("/sessions/" + session + "/diff"), UTF_8))
        .contains("+++ b/a.txt", "+changed", "+++ b/new.txt");

    post(session, "followup", Map.of("message", "[[write more.txt more]]"));
    awaitState(session, "completed");
    // A message that the agent had not taken before the stop would be kept, and hang once more.
    post(session, "followup", Map.of("message", "[[say hanging]][[hang]]"));
    daemon
        .api()
        .await(
            "/events?limit=500&type=agent.message&session=" + session,
            page -> page.toString().contains("\"hanging\""));
    daemon.killAndRestart();
    awaitState(session, "running");
    post(session, "stop", Map.of());
    awaitState(session, "stopped");
    readAll(session);

    post(session, "resume", Map.of("message", "[[say again]]"));
    awaitState(session, "completed");
    post(session, "archive", Map.of());
    daemon.api().get("/sessions?archived=true").ok();
    post(session, "unarchive", Map.of());
    String reader = begin("analyze", "[[say I only look]]");
    awaitState(reader, "completed");
    readAll(session);
    assertThat(payloads.executed()).isEmpty();
  }

  @Test
  void plainGitRunsWhatIsPlanted() throws IOException, InterruptedException {
    Files.writeString(repository.resolve("a.txt"), "changed\n");

    TestRepository.git(repository, "add", "a.txt");

    assertThat(payloads.executed())
        .contains("included-filter.evil.clean", "included-core.fsmonitor");
  }
}
