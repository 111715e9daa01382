package dev.orch.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.ArtifactPayload;
import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactingEventLogTest {
  private static final String SECRET = "canary-value-1";
  private static final String X = "a " + SECRET + " b";
  private static final OutputSource SOURCE = new OutputSource(1, "out", 10, 20);

  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private EventLog log;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    Secrets secrets = new Secrets(stores.projects(), () -> Set.of(SECRET));
    log = new RedactingEventLog(stores.events(), secrets);
  }

  @Test
  void whatAUserCallsAnAgentLosesItsSecretAndIsCut() {
    assertThat(
            append(
                EventType.COMMAND_RECEIVED,
                new CommandPayload.Received("c", X, "z".repeat(50_000), "cli")))
        .isEqualTo(new CommandPayload.Received("c", "a [redacted] b", "z".repeat(256), "cli"));
  }

  @Test
  void theSentenceOfAStepLosesItsSecretAndTheStepStaysAsItIs() {
    SessionPayload.Step step =
        new SessionPayload.Step("running", "failed", "agent_failed", "agent_error", X, SOURCE, 7L);

    assertThat(append(EventType.SESSION_FAILED, step))
        .isEqualTo(
            new SessionPayload.Step(
                "running", "failed", "agent_failed", "agent_error", "a [redacted] b", SOURCE, 7L));
  }

  @Test
  void whatHoldsNoTextIsStoredAsItIs() {
    EventPayload artifact =
        new ArtifactPayload.Created("a", "diff", "diff.patch", 3, "00", "text/x-patch");
    EventPayload daemon = new DaemonPayload.Started("0.1.0", 17);

    assertThat(append(EventType.ARTIFACT_CREATED, artifact)).isEqualTo(artifact);
    assertThat(append(EventType.DAEMON_STARTED, daemon)).isEqualTo(daemon);
  }

  @Test
  void aLongTextIsCutBetweenTwoCharacters() {
    String text = "x" + "\uD83D\uDE00".repeat(10_000);
    AgentPayload.Message kept =
        (AgentPayload.Message)
            append(EventType.AGENT_MESSAGE, new AgentPayload.Message(text, null, SOURCE));

    assertThat(text).startsWith(kept.text());
    assertThat(kept.text().getBytes(UTF_8)).hasSize(16 * 1024 - 3);
    assertThat(kept.source()).isEqualTo(SOURCE);
  }

  @Test
  void aTextThatJustFitsIsKept() {
    String text = "ö".repeat(8 * 1024);

    assertThat(append(EventType.AGENT_PLAN, new AgentPayload.Plan(text, null)))
        .isEqualTo(new AgentPayload.Plan(text, null));
  }

  @Test
  void aCutNeverLeavesHalfOfASecret() {
    for (int before = 16 * 1024 - 20; before <= 16 * 1024; before++) {
      String text = "x".repeat(before) + SECRET + "y".repeat(50);
      EventPayload kept =
          append(EventType.AGENT_MESSAGE, new AgentPayload.Message(text, null, SOURCE));

      assertThat(kept.toString()).doesNotContain("canary".substring(0, 3));
    }
  }

  @Test
  void aToolCallCarriesNoMoreThanOneTextMay() {
    String text = "z".repeat(50_000);
    AgentPayload.ToolStarted kept =
        (AgentPayload.ToolStarted)
            append(
                EventType.AGENT_TOOL_STARTED,
                new AgentPayload.ToolStarted("toolu_1", text, text, text, false, null, SOURCE));

    assertThat(kept.tool().length() + kept.summary().length() + kept.input().length())
        .isLessThanOrEqualTo(16 * 1024)
        .isGreaterThan(14 * 1024);
  }

  @Test
  void readingAndWaitingReachTheStoredLog() throws InterruptedException {
    append(EventType.DAEMON_STARTED, new DaemonPayload.Started("0.1.0", 17));

    assertThat(log.lastSeq()).isEqualTo(1);
    assertThat(log.read(EventFilter.ALL, 0, Long.MAX_VALUE, 10))
        .isEqualTo(stores.events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 10))
        .hasSize(1);
    assertThat(log.awaitAfter(0, Duration.ofMinutes(1))).isTrue();
    assertThat(log.awaitAfter(1, Duration.ZERO)).isFalse();
  }

  private EventPayload append(EventType type, EventPayload payload) {
    Instant at = Instant.parse("2026-01-02T03:04:05Z");
    NewEvent event = new NewEvent(type, at, null, null, 0, Actor.DAEMON, payload);
    long seq = stores.transactions().write(() -> log.append(event));
    return stores.events().read(EventFilter.ALL, seq - 1, seq + 1, 1).getFirst().fact().payload();
  }
}
