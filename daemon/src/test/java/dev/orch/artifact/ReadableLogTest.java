package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.SessionState;
import dev.orch.event.Secrets;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableLogTest {
  private static final String SECRET = "canary-value-1";
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private Path project;
  private Path cursor;
  private SessionScene scene;
  private @Nullable Thread follower;
  // What it asks of others fails: set by the test, read by the follower.
  private volatile boolean broken;
  // The store is away for who asks next.
  private final AtomicBoolean away = new AtomicBoolean();
  // Whoever asks waits for it.
  private volatile CountDownLatch held = new CountDownLatch(0);
  private final CountDownLatch asked = new CountDownLatch(1);

  @BeforeEach
  void open() throws IOException {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    project = Files.createDirectory(folder.resolve("project"));
    cursor = folder.resolve("cursor");
    scene = SessionScene.of(stores, "0123456789", project, null);
  }

  @AfterEach
  void endFollower() throws InterruptedException {
    stop();
  }

  @Test
  void whatHappensIsWrittenAsItHappens() throws IOException {
    start();
    say("one");
    await(() -> log().endsWith("12:00:00  claude  one\n"));
    say("two");
    await(() -> log().endsWith("12:00:01  claude  two\n"));

    assertThat(log()).isEqualTo("12:00:00  claude  one\n12:00:01  claude  two\n");
  }

  @Test
  void whatHappenedWithoutAFollowerIsWrittenAtItsStart() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    stop();
    say("two");
    Object sameFile = fileKey();

    start();
    await(() -> log().endsWith("two\n"));

    assertThat(log()).isEqualTo("12:00:00  claude  one\n12:00:01  claude  two\n");
    assertThat(fileKey()).isEqualTo(sameFile);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLogThatWasCutAnywhereIsMadeWholeInPlace(long seed) throws Exception {
    Random random = new Random(seed);
    start();
    for (int i = 0; i < 20; i++) {
      say("message " + i + " with ümläuts");
    }
    await(() -> log().endsWith("message 19 with ümläuts\n"));
    stop();
    byte[] whole = Files.readAllBytes(scene.log());
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
    Files.write(scene.log(), cut);
    Files.deleteIfExists(cursor);
    Object sameFile = fileKey();

    start();
    await(() -> log().endsWith("message 19 with ümläuts\n"));

    assertThat(Files.readAllBytes(scene.log())).isEqualTo(whole);
    assertThat(fileKey()).isEqualTo(sameFile);
  }

  @Test
  void aLogThatSaysSomethingElseIsReplaced() throws Exception {
    Files.createDirectories(scene.log().getParent());
    Files.writeString(scene.log(), "12:00:00  claude  something else that is longer\n");
    say("one");

    start();

    await(() -> log().equals("12:00:00  claude  one\n"));
  }

  @Test
  void aLogThatIsLostIsWrittenAgain() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    Files.delete(scene.log());
    say("two");
    await(() -> log().equals("12:00:00  claude  one\n12:00:01  claude  two\n"));
    stop();
    Files.delete(scene.log());

    start();

    await(() -> log().equals("12:00:00  claude  one\n12:00:01  claude  two\n"));
  }

  @Test
  void aLogThatNeedsNothingIsNotTouched() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n") && cursorIs(1));
    stop();
    Files.writeString(scene.log(), "kept by its owner\n");
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);

    start();
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> Files.exists(other.log()) && cursorIs(2));

    assertThat(log()).isEqualTo("kept by its owner\n");
  }

  @Test
  void aTurnShowsItsPromptWithoutSecretsUnlessItWasToldBefore() {
    scene.turn(1, "use " + SECRET);
    scene.turn(2, "also the docs");
    start();
    scene.happens(1, Actor.DAEMON, EventType.TURN_STARTED, new TurnPayload.Started("start", null));
    scene.happens(
        1,
        SessionScene.PERSON,
        EventType.FOLLOW_UP_KEPT,
        new FollowUpPayload.Kept("ffffffffff", "also the docs", "auto"));
    scene.happens(
        2,
        Actor.DAEMON,
        EventType.TURN_STARTED,
        new TurnPayload.Started("follow_up", "ffffffffff"));
    say("end");

    await(() -> log().endsWith("end\n"));

    assertThat(log()).contains("you     use [redacted]\n").doesNotContain("canary");
    assertThat(log().split("also the docs", -1)).hasSize(2);
  }

  @Test
  void theLogOfADeletedSessionIsNotMadeAgain() {
    scene.becomes(SessionState.DELETED);
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);
    say("one");
    start();
    say("two");
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> Files.exists(other.log()));

    assertThat(scene.log()).doesNotExist();
  }

  @Test
  void aProjectThatIsNotThereIsNotMadeAgainAndItsLogComesWhenItIsBack() throws Exception {
    Files.delete(project);
    SessionScene other =
        SessionScene.of(stores, "9876543210", Files.createDirectory(folder.resolve("o")), null);
    start();
    say("one");
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> Files.exists(other.log()));
    assertThat(project).doesNotExist();

    Files.createDirectory(project);
    say("two");

    await(() -> log().equals("12:00:00  claude  one\n12:00:01  claude  two\n"));
  }

  @Test
  void aSessionThatFailsStopsNoOther() {
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);
    broken = true;
    scene.turn(1, "add retries");
    start();
    for (int i = 0; i < 2; i++) {
      begin();
      other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x" + i));
      String last = "x" + i + "\n";
      await(() -> read(other.log()).endsWith(last));
    }
    assertThat(log()).isEmpty();

    broken = false;
    say("one");

    await(() -> log().endsWith("one\n"));
    assertThat(log().split("add retries", -1)).hasSize(3);
  }

  @Test
  void aSessionThatFailsAtTheStartStopsNoOther() {
    SessionScene other = SessionScene.of(stores, "0000000000", project, null);
    broken = true;
    scene.turn(1, "add retries");
    begin();
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));

    start();

    await(() -> read(other.log()).endsWith("x\n"));
  }

  @Test
  void aStoreThatGoesAwayInBetweenDoublesNothing() throws InterruptedException {
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);
    other.turn(1, "add retries");
    say("first");
    start();
    await(() -> log().endsWith("first\n"));
    CountDownLatch gate = new CountDownLatch(1);
    held = gate;
    begin(other);
    assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    // Both are in the next batch; the second one fails once the first is written.
    say("one");
    begin(other);
    say("two");

    away.set(true);
    gate.countDown();
    await(() -> !away.get());
    say("end");

    await(() -> log().endsWith("end\n"));
    assertThat(log()).containsOnlyOnce("one\n").containsOnlyOnce("two\n");
  }

  @Test
  void nothingIsAppendedThroughALink() throws Exception {
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    Path victim = Files.writeString(folder.resolve("victim"), "mine\n");
    Files.delete(scene.log());
    Files.createSymbolicLink(scene.log(), victim);
    say("two");

    await(() -> log().endsWith("two\n"));

    assertThat(victim).hasContent("mine\n");
    assertThat(Files.isSymbolicLink(scene.log())).isFalse();
  }

  @Test
  void nothingIsAppendedBelowALink() throws Exception {
    Path otherProject = Files.createDirectory(folder.resolve("other"));
    SessionScene other = SessionScene.of(stores, "0000000000", otherProject, null);
    start();
    say("one");
    await(() -> log().endsWith("one\n"));
    Path logs = scene.log().getParent();
    Path elsewhere = Files.move(logs, folder.resolve("elsewhere"));
    Files.createSymbolicLink(logs, elsewhere);
    say("two");
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));
    await(() -> read(other.log()).endsWith("x\n"));

    assertThat(log()).endsWith("one\n");
    Files.delete(logs);
    say("three");
    await(() -> log().endsWith("three\n"));
    assertThat(log()).contains("one\n", "two\n");
  }

  @Test
  void anInterruptEndsIt() throws InterruptedException {
    Thread running = start();

    running.interrupt();

    assertThat(running.join(LONG)).isTrue();
  }

  private Thread start() {
    Secrets secrets = new Secrets(stores.projects(), this::known);
    ReadableLog log = new ReadableLog(stores, secrets, ZoneOffset.UTC, cursor);
    Thread running = Thread.ofVirtual().start(log);
    follower = running;
    return running;
  }

  private Set<String> known() {
    if (away.getAndSet(false)) {
      throw new StoreUnavailableException("away", new IOException());
    }
    asked.countDown();
    try {
      held.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return Set.of(SECRET);
  }

  private void begin() {
    begin(scene);
  }

  private static void begin(SessionScene scene) {
    scene.happens(1, Actor.DAEMON, EventType.TURN_STARTED, new TurnPayload.Started("start", null));
  }

  private void stop() throws InterruptedException {
    Thread running = follower;
    if (running != null) {
      running.interrupt();
      assertThat(running.join(LONG)).isTrue();
    }
  }

  private void say(String text) {
    scene.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message(text));
  }

  private static AgentPayload.Message message(String text) {
    return new AgentPayload.Message(text, null, null);
  }

  private String log() {
    return read(scene.log());
  }

  private static String read(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  private boolean cursorIs(long seq) {
    try {
      return new LogCursor(cursor).read() == seq;
    } catch (IOException _) {
      return false;
    }
  }

  private @Nullable Object fileKey() throws IOException {
    return Files.readAttributes(scene.log(), BasicFileAttributes.class).fileKey();
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("not within " + LONG + "; the log says:\n" + log());
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
