package dev.orch.turn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.api.event.AgentPayload;
import dev.orch.domain.event.Event;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.event.Secrets;
import dev.orch.runtime.RunId;
import dev.orch.session.SessionLedger;
import dev.orch.store.EventFilter;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whatever an agent says, in whichever place of whichever event. */
class AgentEventRecorderTest {
  private static final String SECRET = "canary-value-1";
  private static final int ONE_TEXT = 16 * 1024;
  private static final int ONE_EVENT = 4 * ONE_TEXT;

  @TempDir Path folder;
  private TestPlane plane;
  private LiveTurn live;
  private AgentEventRecorder recorder;

  @BeforeEach
  void beginATurn() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    GitRepository repository = GitRepository.withCommit(folder.resolve("app"), home);
    plane = new TestPlane(folder.resolve("state"), home);
    Project project = plane.register(repository.folder());
    Session sent = plane.send("implement", project, "[[hang]]");
    Session session = plane.await(sent.id(), s -> s.state() == SessionState.RUNNING);
    live =
        new LiveTurn(
            session,
            plane.stores.turns().find(session.id(), 1).orElseThrow(),
            project,
            new ClaudeAdapter());
    recorder =
        new AgentEventRecorder(
            plane.stores,
            new SessionLedger(plane.stores, InstantSource.system()),
            new Secrets(plane.stores.projects(), () -> Set.of(SECRET)),
            plane.supervisor,
            new RandomIds(new SecureRandom()),
            InstantSource.system());
    plane.secrets.learn(Set.of(SECRET));
  }

  @AfterEach
  void close() {
    plane.supervisor.sweep(new RunId(live.session().id(), 1));
    plane.close();
  }

  private long record(AgentEvent event) {
    long before = plane.stores.events().lastSeq();
    plane.stores.transactions().write(() -> recorder.record(live, List.of(event)));
    return before;
  }

  private String database() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : List.of("orchestrator.db", "orchestrator.db-wal")) {
      all.append(Files.readString(folder.resolve("state").resolve(file), ISO_8859_1));
    }
    return all.toString();
  }

  @Test
  void noTextOfAnAgentKeepsASecretOrItsLength() throws IOException {
    List<AgentEvent> every = EveryValue.of(AgentEvent.class, SECRET);
    assertThat(every).hasSizeGreaterThan(AgentEvent.class.getPermittedSubclasses().length);
    for (AgentEvent event : every) {
      long before = record(event);

      for (Event kept : plane.stores.events().read(EventFilter.ALL, before, Long.MAX_VALUE, 100)) {
        String json = JsonMapper.shared().writeValueAsString(kept.fact().payload());
        assertThat(json.getBytes(UTF_8))
            .as(kept.fact().type().wireName())
            .hasSizeLessThan(ONE_EVENT);
      }
      assertThat(database()).as(event.getClass().getName()).doesNotContain(SECRET);
    }
  }

  @Test
  void howATurnEndedKeepsNoSecretEither() {
    for (Outcome outcome : EveryValue.of(Outcome.class, SECRET)) {
      assertThat(outcome.toString()).contains(SECRET);
      assertThat(recorder.fit(live, outcome).toString())
          .doesNotContain(SECRET)
          .hasSizeLessThan(ONE_EVENT);
    }
  }

  @Test
  void whatAToolDoesIsCutBehindItsSecret() {
    String command = "x".repeat(195) + SECRET;
    long before =
        record(
            new AgentEvent.Said(
                new AgentPayload.ToolStarted("t", "Bash", command, "{}", false, null, null)));

    Event kept = plane.stores.events().read(EventFilter.ALL, before, Long.MAX_VALUE, 1).getFirst();
    assertThat(kept.fact().payload().toString()).contains("x".repeat(195) + "[red…");
  }

  @Test
  void theLastLineIsCutBehindItsSecret() {
    String line = "x".repeat(195) + SECRET;
    record(new AgentEvent.Said(EveryValue.message(line)));

    assertThat(plane.session(live.session().id()).progress().lastLine())
        .isEqualTo("x".repeat(195) + "[reda");
  }
}
