package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TranscriptEntry;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.Session;
import dev.orch.event.Redactor;
import dev.orch.store.EventFilter;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptReaderTest {
  private static final String SECRET = "canary-value-1";
  private static final Redactor REDACTOR = new Redactor(Set.of(SECRET));
  private static final int ALL = 500;

  @TempDir Path temp;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private SessionScene scene;
  private TranscriptReader reader;

  /** Two turns whose events stand among each other; the second begins with a step. */
  @BeforeEach
  void twoTurns() throws IOException {
    Path folder = temp.toRealPath();
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    reader = new TranscriptReader(stores.events(), stores.turns());
    scene = SessionScene.of(stores, "0123456789", folder.resolve("project"), null);
    SessionScene other = SessionScene.of(stores, "9876543210", folder.resolve("other"), null);
    scene.turn(1, "the key is " + SECRET);
    scene.turn(2, "and on");
    started(1);
    says(scene, 1, "one");
    says(other, 1, "another session");
    scene.happens(
        2,
        SessionScene.PERSON,
        EventType.SESSION_FOLLOWED_UP,
        new SessionPayload.Step("completed", "running", "follow_up", null, null, null, null));
    started(2);
    says(scene, 1, "late");
    says(scene, 2, "two");
  }

  private void started(int turn) {
    scene.happens(
        turn, Actor.DAEMON, EventType.TURN_STARTED, new TurnPayload.Started("start", null));
  }

  private static void says(SessionScene scene, int turn, String text) {
    scene.happens(
        turn,
        SessionScene.CLAUDE,
        EventType.AGENT_MESSAGE,
        new AgentPayload.Message(text, null, null));
  }

  private TranscriptReader.Part read(@Nullable Integer turn, long after, int limit) {
    return reader.read(session().id(), turn, after, limit, REDACTOR);
  }

  private Session session() {
    return scene.session();
  }

  @Test
  void thePromptOfATurnStandsBeforeTheFirstOfItsEvents() {
    TranscriptReader.Part all = read(null, 0, ALL);

    assertThat(all.entries())
        .extracting(entry -> entry.turn() + " " + entry.kind() + " " + entry.text())
        .containsExactly(
            "1 prompt the key is [redacted]",
            "1 message one",
            "2 prompt and on",
            "2 session_running follow_up",
            "1 message late",
            "2 message two");
    assertThat(all.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theEntriesOfATurnAreTheLinesOfItsFile(int turn) throws IOException {
    Path json = temp.resolve("transcript.jsonl");
    String prompt =
        REDACTOR.redact(stores.turns().find(session().id(), turn).orElseThrow().prompt());
    try (ConversationWriter writer =
        ConversationWriter.open(temp.resolve("transcript.md"), json, prompt)) {
      stores
          .events()
          .read(EventFilter.of(session().id(), turn), 0, Long.MAX_VALUE, ALL)
          .forEach(writer::add);
    }

    assertThat(read(turn, 0, ALL).entries())
        .extracting(TranscriptText::json)
        .isEqualTo(Files.readAllLines(json));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void partsOfAnyLengthAreTheWhole(int limit) {
    List<TranscriptEntry> whole = read(null, 0, ALL).entries();
    List<TranscriptEntry> joined = new ArrayList<>();

    OptionalLong next = OptionalLong.of(0);
    while (next.isPresent()) {
      TranscriptReader.Part part = read(null, next.getAsLong(), limit);
      joined.addAll(part.entries());
      next = part.next();
      assertThat(part.entries()).hasSizeBetween(1, Math.max(limit, 2));
    }

    assertThat(joined).isEqualTo(whole);
  }

  @Test
  void whoHasSeenAllGetsWhatCameSince() {
    long seen = read(null, 0, ALL).entries().getLast().seq();
    says(scene, 2, "news");

    assertThat(read(null, seen, ALL).entries())
        .extracting(TranscriptEntry::text)
        .containsExactly("news");
  }
}
