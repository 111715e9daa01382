package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.config.DaemonConfig;
import dev.orch.http.ApiClient;
import dev.orch.operation.Teardowns;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a project wants done before a worktree goes. */
class TeardownTest extends RealPlaneSuite {
  private Path said;
  private GitRepository user;

  @BeforeEach
  void listen() {
    said = folder.resolve("said");
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
  }

  private String ended() throws IOException {
    String id = plane.send("implement", "[[write new.txt hello]] [[say done]]");
    plane.await(id, "completed");
    return id;
  }

  private Path worktree(String id) throws IOException {
    return Path.of(plane.session(id).path("worktree_path").asString());
  }

  private ApiClient.Reply release(String id) throws IOException {
    return plane.client().post(ApiPath.RELEASE.with(id), "{}");
  }

  private String failure(String id) throws IOException {
    return plane
        .client()
        .get("/api/v1/events?type=worktree.teardown_failed&session=" + id)
        .json()
        .at("/items/0/payload/why")
        .asString();
  }

  private void followUp(String id) throws IOException {
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && RealPlane.standing(session).equals("completed"));
  }

  @Test
  void itRunsBeforeAReleaseAndTheNextTurnIsMadeReadyAgain() throws IOException {
    plane.set("setup", "echo up >>" + said);
    plane.set("teardown", "echo \"down $ORCH_SESSION_ID\" >>%s; pwd >by-teardown".formatted(said));
    String id = ended();
    Path worktree = worktree(id);

    ApiClient.Reply released = release(id);

    assertThat(released.status()).as(released.raw().text()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(said).hasContent("up\ndown " + id);
    followUp(id);
    assertThat(said).hasContent("up\ndown %s\nup".formatted(id));
    assertThat(worktree.resolve("by-teardown")).hasContent(worktree.toString());
  }

  @Test
  void itRunsBeforeADelete() throws IOException {
    plane.set("teardown", "cat new.txt >>" + said);
    String id = ended();
    Path worktree = worktree(id);

    ApiClient.Reply deleted = plane.client().post(ApiPath.DELETE.with(id), "{}");

    assertThat(deleted.status()).as(deleted.raw().text()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(said).hasContent("hello");
  }

  @Test
  void whatWasReleasedBeforeIsNotTornDownAgain() throws IOException {
    plane.set("teardown", "echo down >>" + said);
    String id = ended();
    release(id);

    assertThat(plane.client().post(ApiPath.DELETE.with(id), "{}").status()).isEqualTo(200);

    assertThat(said).hasContent("down");
  }

  @Test
  void itsFailureIsToldAndHindersNothing() throws IOException {
    plane.set("teardown", "echo all is lost; exit 3");
    String id = ended();

    ApiClient.Reply released = release(id);

    assertThat(released.status()).as(released.raw().text()).isEqualTo(200);
    assertThat(failure(id)).contains("failed with 3", "all is lost");
  }

  /**
   * Nothing else of what it said, of which the worktree's files may be a part, outlives a delete.
   */
  @Test
  void itsFailureBeforeADeleteIsKnownAfterIt() throws IOException {
    plane.set("teardown", "echo all is lost; exit 3");
    String id = ended();
    DaemonConfig config = DaemonConfig.read(Map.of("HOME", folder.toString(), "PATH", "/usr/bin"));
    Path file = folder.resolve("daemon.log");
    DaemonLog log = new DaemonLog(file, config.logging());
    Logger logger = Logger.getLogger(Teardowns.class.getName());
    logger.addHandler(log);

    ApiClient.Reply deleted = plane.client().post(ApiPath.DELETE.with(id), "{}");

    logger.removeHandler(log);
    log.close();
    assertThat(file).content().contains("failed with 3").doesNotContain("all is lost");
    assertThat(deleted.status()).as(deleted.raw().text()).isEqualTo(200);
    assertThat(deleted.text("/warnings/0/code")).isEqualTo("teardown_failed");
    assertThat(deleted.text("/warnings/0/text")).isEqualTo("the teardown script failed with 3");
    assertThat(plane.session(id).at("/warnings/0/code").asString()).isEqualTo("teardown_failed");
    String events = plane.client().get("/api/v1/events?session=" + id).raw().text();
    assertThat(events).contains("teardown_failed").doesNotContain("all is lost");
  }

  @Test
  void whatFailedOnceIsOverWhenItIsDoneWell() throws IOException {
    plane.set("teardown", "exit 3");
    String id = ended();
    release(id);
    assertThat(plane.session(id).at("/warnings/0/code").asString()).isEqualTo("teardown_failed");
    followUp(id);
    plane.set("teardown", "true");

    release(id);

    assertThat(plane.session(id).path("warnings")).isEmpty();
  }

  @Test
  void itIsEndedInTimeAndHindersNothing() throws IOException {
    LeftAlone left = new LeftAlone(folder);
    plane.put("ORCH_SETUP_TIMEOUT", "20s");
    plane.restart(() -> {});
    plane.set("teardown", left.started() + "\nsleep 1000");
    String released = ended();
    String deleted = ended();

    assertThat(release(released).status()).isEqualTo(200);
    left.assertEnded();
    plane.restart(() -> plane.put("ORCH_SETUP_TIMEOUT", "300ms"));
    assertThat(plane.client().post(ApiPath.DELETE.with(deleted), "{}").status()).isEqualTo(200);

    assertThat(failure(released)).contains("was ended");
  }

  /** What a failed test leaves of it ends with the test's folder. */
  private String until(Path there) {
    return "while [ -d %s ] && ! [ -e %s ]; do sleep 0.1; done".formatted(folder, there);
  }

  @Test
  void aDaemonThatEndsAmidItIsFollowedByOneThatRunsItAgainAndGoesOn() throws Exception {
    Path enough = folder.resolve("enough");
    plane.set("teardown", "echo down >>%s; echo x >>by-teardown; ".formatted(said) + until(enough));
    String id = ended();
    Path worktree = worktree(id);
    FutureTask<ApiClient.Reply> asking = new FutureTask<>(() -> release(id));
    Thread.ofVirtual().start(asking);
    awaitContent();

    plane.restart(() -> Files.createFile(enough));

    awaitReleased(id);
    assertThat(worktree).doesNotExist();
    assertThat(said).hasContent("down\ndown");
  }

  @Test
  void aDaemonThatEndsEndsItAndWaitsForNobody() throws Exception {
    Path late = folder.resolve("late");
    plane.set("teardown", "echo down >>%s; sleep 1000; touch %s".formatted(said, late));
    String id = ended();
    Path worktree = worktree(id);
    FutureTask<ApiClient.Reply> asking = new FutureTask<>(() -> release(id));
    Thread.ofVirtual().start(asking);
    awaitContent();

    plane.restart(() -> {
      assertThat(ofScripts(worktree)).isEmpty();
      Files.delete(said);
    });

    awaitContent();
    assertThat(plane.client().post(ApiPath.STOP.with(id), "{}").status()).isEqualTo(202);
    awaitReleased(id);
    assertThat(failure(id)).contains("was stopped");
    assertThat(late).doesNotExist();
  }

  private void awaitReleased(String id) throws IOException {
    plane.await(id, session -> !session.path("released_at").isNull());
  }

  private static List<Path> ofScripts(Path worktree) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.filter(process -> worksIn(process, worktree)).toList();
    }
  }

  private static boolean worksIn(Path process, Path worktree) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(worktree);
    } catch (IOException _) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RELEASE", "DELETE"})
  void aStartDoesNotWaitForTheOneThatItRunsAgain(ApiPath way) throws Exception {
    Path enough = folder.resolve("enough");
    plane.set("teardown", "echo down >>%s; ".formatted(said) + until(enough));
    String id = ended();
    Path worktree = worktree(id);
    Thread.ofVirtual().start(new FutureTask<>(() -> plane.client().post(way.with(id), "{}")));
    awaitContent();
    FutureTask<Void> restart =
        new FutureTask<>(() -> {
          plane.restart(() -> Files.delete(said));
          return null;
        });
    Thread.ofVirtual().start(restart);
    try {
      assertThat(restart).succeedsWithin(Duration.ofSeconds(30));
      awaitContent();
      assertThat(release(id).status()).isEqualTo(409);
      assertThat(worktree).exists();
    } finally {
      Files.createFile(enough);
      restart.get();
    }
    plane.await(id, _ -> !isOpen(id));
    assertThat(worktree).doesNotExist();
    assertThat(said).hasContent("down");
  }

  /** As when the daemon is killed: nobody has ended it. */
  @Test
  void whatIsLeftOfOneIsEndedBeforeItRunsAgain() throws Exception {
    Path enough = folder.resolve("enough");
    plane.set("teardown", "echo down >>%s; ".formatted(said) + until(enough));
    String id = ended();
    Thread.ofVirtual().start(new FutureTask<>(() -> release(id)));
    awaitContent();
    ProcessBuilder left = new ProcessBuilder("sleep", "1000");
    left.environment().put("ORCH_RUN", id + "/1");
    AtomicReference<Process> process = new AtomicReference<>();
    try {
      plane.restart(() -> {
        process.set(left.start());
        Files.createFile(enough);
      });
      awaitReleased(id);
      assertThat(process.get().onExit()).succeedsWithin(Duration.ofSeconds(10));
    } finally {
      process.get().destroyForcibly();
    }
    assertThat(said).hasContent("down\ndown");
  }

  private boolean isOpen(String id) {
    String file = "jdbc:sqlite:" + plane.state().resolve("orchestrator.db");
    String open = "SELECT 1 FROM operation WHERE ended_at_ms IS NULL AND session_id = ";
    try (Connection connection = DriverManager.getConnection(file);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(open + "'" + id + "'")) {
      return found.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RELEASE", "DELETE"})
  void aStopEndsItAndTheRestGoesOn(ApiPath way) throws Exception {
    LeftAlone left = new LeftAlone(folder);
    plane.set(
        "teardown",
        "%s\necho down >>%s\n".formatted(left.started(), said) + until(folder.resolve("never")));
    String id = ended();
    Path worktree = worktree(id);
    FutureTask<ApiClient.Reply> asking =
        new FutureTask<>(() -> plane.client().post(way.with(id), "{}"));
    Thread.ofVirtual().start(asking);
    awaitContent();

    ApiClient.Reply stopped = plane.client().post(ApiPath.STOP.with(id), "{}");

    assertThat(stopped.status()).as(stopped.raw().text()).isEqualTo(202);
    ApiClient.Reply done = asking.get();
    assertThat(done.status()).as(done.raw().text()).isEqualTo(200);
    assertThat(done.text("/warnings/0/text")).isEqualTo("the teardown script was stopped");
    left.assertEnded();
    assertThat(worktree).doesNotExist();
    assertThat(plane.client().post(ApiPath.STOP.with(id), "{}").problem())
        .isEqualTo("illegal_transition");
  }

  /** A session whose worktree has a submodule with nothing of its own in it. */
  private String endedWithSubmodule() throws IOException {
    Path source = folder.resolve("source");
    user.addSubmodule(GitRepository.withCommit(source, folder.resolve("home")), "lib");
    plane.set("setup", "git -c protocol.file.allow=always submodule update --init");
    return ended();
  }

  private ApiClient.Reply releaseAsSeen(String id) throws IOException {
    String hash = release(id).text("/preview/plan_hash");
    return plane.client().post(ApiPath.RELEASE.with(id), "{\"plan_hash\":\"%s\"}".formatted(hash));
  }

  private void isLeft(String id, String commit) throws IOException {
    Path lib = worktree(id).resolve("lib");
    assertThat(user.in(lib).commitOf("HEAD")).isEqualTo(commit);
    assertThat(plane.session(id).path("released_at").isNull()).isTrue();
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isEmpty();
    assertThat(release(id).problem()).isEqualTo("release_hindered");
  }

  @Test
  void aCommitThatIsMadeInASubmoduleMeanwhileKeepsTheWorktree() throws IOException {
    String id = endedWithSubmodule();
    plane.set(
        "teardown",
        "cd lib && git -c user.name=U -c user.email=u@example.org commit -q --allow-empty -m own"
            + " && git rev-parse HEAD >"
            + said);

    ApiClient.Reply released = releaseAsSeen(id);

    assertThat(released.problem()).as(released.raw().text()).isEqualTo("operation_failed");
    assertThat(released.text("/detail")).contains("lib: it is a repository with commits");
    isLeft(id, Files.readString(said).strip());
  }

  @Test
  void aCommitThatIsMadeInASubmoduleWhileNoDaemonIsThereKeepsTheWorktree() throws Exception {
    Path enough = folder.resolve("enough");
    String id = endedWithSubmodule();
    plane.set("teardown", "echo down >>%s; ".formatted(said) + until(enough));
    GitRepository lib = user.in(worktree(id).resolve("lib"));
    FutureTask<ApiClient.Reply> asking = new FutureTask<>(() -> releaseAsSeen(id));
    Thread.ofVirtual().start(asking);
    awaitContent();

    plane.restart(() -> {
      lib.commit("own");
      Files.createFile(enough);
    });

    plane.await(id, _ -> !isOpen(id));
    isLeft(id, lib.commitOf("HEAD"));
  }

  private void awaitContent() {
    InTime.await(() -> said.toFile().length() > 0);
  }
}
