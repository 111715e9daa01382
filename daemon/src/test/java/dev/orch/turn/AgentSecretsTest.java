package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.inbox.InboxService;
import dev.orch.runtime.RunId;
import dev.orch.runtime.StreamName;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Secrets that the daemon comes to know, in what agents say. */
class AgentSecretsTest extends PlaneSuite {
  private static final String SECRET = "correct-horse-battery";

  private void profile(String text) throws IOException {
    Files.writeString(home.resolve(".profile"), text);
  }

  @Test
  void whatIsTooLongForALineIsCutBehindItsSecret() throws Exception {
    plane.secrets.learn(Set.of(SECRET));
    String longLine = "x".repeat(190) + SECRET;
    String title = "y".repeat(72) + SECRET;
    Session sent = plane.send("implement", project, title + "\n[[ask " + longLine + "]]");
    plane.await(sent.id(), s -> s.state() == SessionState.WAITING_FOR_USER);

    assertThat(plane.stores.inputRequests().listOpen(sent.id()).toString())
        .contains("x".repeat(100))
        .doesNotContain(SECRET.substring(0, 8));
    assertThat(plane.story(sent.id())).doesNotContain(SECRET.substring(0, 8));
  }

  private void awaitRunning(Session session) throws InterruptedException {
    plane.await(session.id(), s -> s.state() == SessionState.RUNNING);
  }

  /** Waits for the agent itself, whoever reads what it says. */
  private void awaitPrinted(Session session, String text) {
    Path output = plane.supervisor.output(new RunId(session.id(), 1), StreamName.OUT);
    TestRuns.await(() -> {
      try {
        return Files.readString(output).contains(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Test
  void whatAnEarlierDaemonGaveAnAgentIsHiddenByTheNextOne() throws Exception {
    plane.close();
    profile("export ANTHROPIC_API_KEY=%s\n".formatted(SECRET));
    plane = new TestPlane(folder.resolve("state"), home);
    Session sent =
        plane.send("implement", project, "[[ask touch x]] [[say it is %s]]".formatted(SECRET));
    plane.await(sent.id(), s -> s.state() == SessionState.WAITING_FOR_USER);
    plane.close();
    profile("");
    plane = new TestPlane(folder.resolve("state"), home);

    String request = plane.stores.inputRequests().listOpen(sent.id()).getFirst().id();
    plane.inbox.answer(
        plane.inbox.require(request),
        new InboxService.Decided(InputRequest.Decision.ALLOW, null, null),
        TestPlane.USER,
        _ -> {});
    plane.await(sent.id(), s -> s.state() == SessionState.COMPLETED);
    assertThat(plane.events(sent.id(), "agent.message").toString())
        .contains("it is [redacted]")
        .doesNotContain(SECRET);
  }

  @Test
  void nothingIsRecordedBeforeTheLoginShellHasToldItsSecrets() throws Exception {
    Path gate = folder.resolve("gate");
    Session sent =
        plane.send(
            "implement", project, "[[lines 1 20 %s]] [[say it is %s]]".formatted(gate, SECRET));
    awaitRunning(sent);
    plane.close();
    Files.createFile(gate);
    awaitPrinted(sent, "it is " + SECRET);
    profile(
        """
        until [ -e "$HOME/go-on" ]; do sleep 0.05; done
        export DEPLOY_TOKEN=%s
        """
            .formatted(SECRET));
    plane = new TestPlane(folder.resolve("state"), home);

    boolean early =
        plane.stores.events().awaitAfter(plane.stores.events().lastSeq(), Duration.ofMillis(500));
    assertThat(early).as("recorded too early: %s", plane.story(sent.id())).isFalse();

    Files.createFile(home.resolve("go-on"));
    plane.await(sent.id(), s -> s.state() == SessionState.COMPLETED);
    assertThat(plane.events(sent.id(), "agent.message").toString())
        .contains("it is [redacted]")
        .doesNotContain(SECRET);
  }
}
