package dev.orch.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.TurnPayload;
import dev.orch.api.event.UsageFigures;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.Turn;
import dev.orch.event.Secrets;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArtifactCollectorTest {
  private static final String ID = "0123456789";
  private static final String SECRET = "canary-value-1";

  @TempDir Path temp;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private GitRepository user;
  private Worktrees worktrees;
  private Repository repository;
  private ArtifactCollector collector;

  @BeforeEach
  void oneRepository() throws IOException {
    Path folder = temp.toRealPath();
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    user = GitRepository.withCommit(folder.resolve("project"), folder.resolve("home"));
    worktrees = new GitWorktrees(Git.of(GitRepository.environment(folder.resolve("home"))));
    repository = worktrees.open(user.folder());
    collector =
        new ArtifactCollector(
            worktrees,
            stores.events(),
            new Secrets(stores.projects(), () -> Set.of(SECRET)),
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(1)),
            () -> SessionScene.NOON);
  }

  @Test
  void aTurnLeavesItsDiffItsConversationAndItsSummary() throws IOException {
    SessionScene scene = sceneWithWorktree();
    Turn turn = conversation(scene);

    Collected collected = collector.collect(files(scene, turn));

    assertThat(collected.problems()).isEmpty();
    assertThat(collected.changes()).isEqualTo(new Session.Changes(2, 2, 1));
    assertThat(collected.artifacts())
        .extracting(a -> a.kind() + " " + a.content().name() + " " + a.content().mediaType())
        .containsExactly(
            "DIFF diff.patch text/x-patch",
            "TRANSCRIPT transcript.md text/markdown",
            "TRANSCRIPT transcript.jsonl application/x-ndjson",
            "SUMMARY summary.md text/markdown");
    assertThat(scene.artifacts().resolve("1/summary.md")).hasContent("Done.");
  }

  @Test
  void whatIsListedIsWhatIsThere() throws Exception {
    SessionScene scene = sceneWithWorktree();

    Collected collected = collector.collect(files(scene, conversation(scene)));

    for (Artifact artifact : collected.artifacts()) {
      byte[] bytes = Files.readAllBytes(artifact.content().path());
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(artifact.content().sizeBytes()).isEqualTo(bytes.length);
      assertThat(artifact.content().sha256()).isEqualTo(HexFormat.of().formatHex(hash));
      assertThat(artifact.content().path()).hasParent(scene.artifacts().resolve("1"));
      assertThat(artifact.turn()).isEqualTo(1);
      assertThat(artifact.baseCommit()).isEqualTo(scene.session().place().baseCommit());
      assertThat(artifact.model()).isEqualTo("sonnet");
    }
    assertThat(contents(scene)).hasSize(4);
  }

  @Test
  void theDiffGivesTheWorkToAnotherCheckout() throws IOException {
    SessionScene scene = sceneWithWorktree();
    collector.collect(files(scene, conversation(scene)));

    user.git("apply", scene.artifacts().resolve("1/diff.patch").toString());

    assertThat(user.folder().resolve("README.md")).hasContent("hello again\n");
    assertThat(user.folder().resolve("new.txt")).hasContent("new\n");
  }

  @Test
  void doneTwiceItGivesTheSameFiles() throws IOException {
    SessionScene scene = sceneWithWorktree();
    Turn turn = conversation(scene);
    Collected first = collector.collect(files(scene, turn));
    Map<String, String> before = contents(scene);

    Collected second = collector.collect(files(scene, turn));

    assertThat(contents(scene)).isEqualTo(before).hasSize(4);
    assertThat(second.artifacts())
        .extracting(Artifact::content)
        .isEqualTo(first.artifacts().stream().map(Artifact::content).toList());
  }

  @Test
  void whatACrashLeftHalfWrittenDoesNotStandInTheWay() throws IOException {
    SessionScene scene = sceneWithWorktree();
    Turn turn = conversation(scene);
    Path folder = Files.createDirectories(scene.artifacts().resolve("1"));
    for (String name : List.of("diff.patch", "transcript.md", "transcript.jsonl", "summary.md")) {
      Files.writeString(folder.resolve("." + name + ".new"), "half");
    }

    Collected collected = collector.collect(files(scene, turn));

    assertThat(collected.problems()).isEmpty();
    assertThat(contents(scene)).hasSize(4).doesNotContainValue("half");
  }

  @Test
  void withoutItsWorktreeATurnLeavesTheRest() throws IOException {
    SessionScene scene = sceneWithWorktree();
    Turn turn = conversation(scene);
    Path worktree = scene.session().place().folder();
    Files.move(worktree, temp.resolve("elsewhere"));

    Collected collected = collector.collect(files(scene, turn));

    assertThat(collected.problems()).hasSize(1).first().asString().contains(worktree.toString());
    assertThat(collected.changed()).isEmpty();
    assertThat(collected.artifacts())
        .extracting(Artifact::kind)
        .containsExactly(Artifact.Kind.TRANSCRIPT, Artifact.Kind.TRANSCRIPT, Artifact.Kind.SUMMARY);
    assertThat(contents(scene)).hasSize(3);
  }

  @Test
  void withoutItsRepositoryATurnLeavesTheRest() throws IOException {
    SessionScene scene = sceneWithWorktree();
    Turn turn = conversation(scene);

    Collected collected =
        collector.collect(new TurnFiles(scene.session(), turn, null, scene.artifacts()));

    assertThat(collected.problems()).hasSize(1);
    assertThat(collected.artifacts()).hasSize(3);
  }

  @Test
  void theModelIsTheOneThatTheAgentSaid() throws IOException {
    SessionScene scene = sceneWithWorktree();
    Turn turn = conversation(scene);
    scene.happens(
        1,
        SessionScene.CLAUDE,
        EventType.AGENT_USAGE,
        new AgentPayload.Usage(new UsageFigures(1, 2, 3, 0), "claude-sonnet-9", null));

    assertThat(collector.collect(files(scene, turn)).artifacts())
        .hasSize(4)
        .allMatch(artifact -> "claude-sonnet-9".equals(artifact.model()));
  }

  @Test
  void aSessionThatOnlyReadsHasNoDiffAndNoProblem() {
    SessionScene scene = SessionScene.of(stores, ID, user.folder(), null);
    Turn turn = conversation(scene);

    Collected collected = collector.collect(files(scene, turn));

    assertThat(collected.problems()).isEmpty();
    assertThat(collected.changed()).isEmpty();
    assertThat(collected.artifacts())
        .extracting(a -> a.content().name())
        .containsExactly("transcript.md", "transcript.jsonl", "summary.md", "report.md");
    assertThat(scene.artifacts().resolve("1/report.md")).hasContent("Done.");
  }

  @Test
  void aProjectThatIsNotThereIsNotMadeAgain() throws IOException {
    Path gone = temp.toRealPath().resolve("gone");
    SessionScene scene = SessionScene.of(stores, ID, gone, null);
    Turn turn = conversation(scene);

    Collected collected = collector.collect(files(scene, turn));

    assertThat(collected.artifacts()).isEmpty();
    assertThat(collected.problems()).hasSize(1).first().asString().contains(gone.toString());
    assertThat(gone).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "artifacts", "artifacts/" + ID, "artifacts/" + ID + "/1"})
  void nothingIsWrittenThroughALink(String level) throws IOException {
    SessionScene scene = SessionScene.of(stores, ID, user.folder(), null);
    Turn turn = conversation(scene);
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path link = user.folder().resolve(".orchestrator/" + level);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, elsewhere);

    Collected collected = collector.collect(files(scene, turn));

    assertThat(collected.problems()).hasSize(1);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void theEntriesOfATranscriptAreTheEventsOfTheTurnAndNoOther() throws IOException {
    SessionScene scene = SessionScene.of(stores, ID, user.folder(), null);
    conversation(scene);
    Turn second = scene.turn(2, "now with " + SECRET);
    scene.happens(2, Actor.DAEMON, EventType.TURN_STARTED, started());
    scene.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, said("late", null));
    OutputSource source = new OutputSource(2, "out", 5, 7);
    long seq =
        scene.happens(
            2,
            SessionScene.CLAUDE,
            EventType.AGENT_TOOL_STARTED,
            new AgentPayload.ToolStarted("t1", "Read", "a.txt", "{\"f\":1}", false, "t0", source));
    collector.collect(files(scene, second));

    List<JsonNode> entries = entries(scene, 2);

    assertThat(entries).hasSize(2);
    assertThat(entries.getFirst().get("role").asString()).isEqualTo("user");
    assertThat(entries.getFirst().get("kind").asString()).isEqualTo("prompt");
    assertThat(entries.getFirst().get("text").asString()).isEqualTo("now with [redacted]");
    assertThat(entries.getLast())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"seq": %d, "turn": 2, "at": "2026-03-01T12:00:09Z", "role": "tool",
                     "kind": "tool_started", "text": "a.txt",
                     "tool": {"id": "t1", "name": "Read", "input": "{\\"f\\":1}", "failed": false},
                     "subagent": "t0",
                     "source": {"turn": 2, "stream": "out", "offset": 5, "length": 7}}
                    """
                        .formatted(seq)));
  }

  @Test
  void everyTurnOfALongSessionGetsItsOwnConversation() throws IOException {
    SessionScene scene = SessionScene.of(stores, ID, user.folder(), null);
    List<Turn> turns = new ArrayList<>();
    for (int number = 1; number <= 4; number++) {
      turns.add(scene.turn(number, "prompt " + number));
      scene.happens(number, Actor.DAEMON, EventType.TURN_STARTED, started());
      for (int i = 0; i < 700; i++) {
        scene.happens(
            number, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, said(number + "-" + i, null));
      }
    }

    for (Turn turn : turns) {
      collector.collect(files(scene, turn));
      List<JsonNode> entries = entries(scene, turn.number());
      assertThat(entries).hasSize(701);
      assertThat(entries.getFirst().get("text").asString()).isEqualTo("prompt " + turn.number());
      assertThat(entries.getLast().get("text").asString()).isEqualTo(turn.number() + "-699");
    }
  }

  @Test
  void theSummaryIsTheLastThingThatNoSubAgentSaid() {
    SessionScene scene = SessionScene.of(stores, ID, user.folder(), null);
    Turn turn = scene.turn(1, "go");
    scene.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, said("mine", null));
    scene.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, said("theirs", "t1"));

    collector.collect(files(scene, turn));

    assertThat(scene.artifacts().resolve("1/summary.md")).hasContent("mine");
  }

  @Test
  void aTurnInWhichNothingWasSaidHasNoSummary() {
    SessionScene scene = SessionScene.of(stores, ID, user.folder(), null);
    Turn turn = scene.turn(1, "go");

    assertThat(collector.collect(files(scene, turn)).artifacts())
        .extracting(Artifact::kind)
        .containsOnly(Artifact.Kind.TRANSCRIPT);
  }

  private SessionScene sceneWithWorktree() throws IOException {
    SessionScene scene = SessionScene.of(stores, ID, user.folder(), user.commitOf("main"));
    Session.Place place = scene.session().place();
    WorktreeRequest request =
        new WorktreeRequest(
            scene.session().id(),
            place.folder(),
            new BranchName(String.valueOf(place.branch())),
            String.valueOf(place.baseCommit()));
    worktrees.create(repository, request, request.base(), Map.of());
    Files.writeString(place.folder().resolve("README.md"), "hello again\n");
    Files.writeString(place.folder().resolve("new.txt"), "new\n");
    return scene;
  }

  private static Turn conversation(SessionScene scene) {
    Turn turn = scene.turn(1, "add retries, the key is " + SECRET);
    Actor claude = SessionScene.CLAUDE;
    scene.happens(1, Actor.DAEMON, EventType.TURN_STARTED, started());
    scene.happens(1, claude, EventType.AGENT_MESSAGE, said("I look first.", null));
    scene.happens(
        1,
        claude,
        EventType.AGENT_TOOL_STARTED,
        new AgentPayload.ToolStarted("t1", "Bash", "npm test", "{}", false, null, null));
    scene.happens(
        1,
        claude,
        EventType.AGENT_TOOL_FINISHED,
        new AgentPayload.ToolFinished("t1", true, "1 failed\u001b[31m", null, null));
    scene.happens(
        1,
        claude,
        EventType.INPUT_REQUESTED,
        new InputPayload.Requested("r1", "approval", "Bash: npm test", "npm test", List.of()));
    scene.happens(
        1,
        SessionScene.PERSON,
        EventType.INPUT_ANSWERED,
        new InputPayload.Answered("r1", "allow", null, null));
    scene.happens(1, claude, EventType.AGENT_MESSAGE, said("Done.", null));
    return turn;
  }

  private static TurnPayload.Started started() {
    return new TurnPayload.Started("start", null);
  }

  private static AgentPayload.Message said(String text, @Nullable String subagent) {
    return new AgentPayload.Message(text, subagent, null);
  }

  private TurnFiles files(SessionScene scene, Turn turn) {
    return new TurnFiles(scene.session(), turn, repository, scene.artifacts());
  }

  private static List<JsonNode> entries(SessionScene scene, int turn) throws IOException {
    return Files.readAllLines(scene.artifacts().resolve(turn + "/transcript.jsonl")).stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }

  private static Map<String, String> contents(SessionScene scene) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(scene.artifacts().resolve("1"))) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file, UTF_8));
      }
    }
    return contents;
  }
}
