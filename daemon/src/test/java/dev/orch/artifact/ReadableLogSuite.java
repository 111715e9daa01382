package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A readable log, its follower, and what stands in its way. */
abstract class ReadableLogSuite {
  static final String SECRET = "canary-value-1";
  static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;
  Stores stores;
  Path project;
  Path cursor;
  SessionScene scene;
  @Nullable Thread follower;
  // What it asks of others fails: set by the test, read by the follower.
  volatile boolean broken;
  // The project's runtime folder is ours: set by the test, read by the follower.
  volatile boolean taken = true;
  // The store is away for who asks next.
  final AtomicBoolean away = new AtomicBoolean();
  // Whoever asks waits for it.
  volatile CountDownLatch held = new CountDownLatch(0);
  final CountDownLatch asked = new CountDownLatch(1);

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

  Thread start() {
    Secrets secrets = new Secrets(stores.projects(), this::known);
    ReadableLog log = new ReadableLog(stores, secrets, ZoneOffset.UTC, cursor, _ -> taken);
    Thread running = Thread.ofVirtual().start(log);
    follower = running;
    return running;
  }

  Set<String> known() {
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

  void begin() {
    begin(scene);
  }

  static void begin(SessionScene scene) {
    scene.happens(1, Actor.DAEMON, EventType.TURN_STARTED, new TurnPayload.Started("start", null));
  }

  void stop() throws InterruptedException {
    Thread running = follower;
    if (running != null) {
      running.interrupt();
      assertThat(running.join(LONG)).isTrue();
    }
  }

  void say(String text) {
    scene.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message(text));
  }

  static AgentPayload.Message message(String text) {
    return new AgentPayload.Message(text, null, null);
  }

  String log() {
    return read(scene.log());
  }

  static String read(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  boolean cursorIs(long seq) {
    try {
      return new LogCursor(cursor).read().seq() == seq;
    } catch (IOException _) {
      return false;
    }
  }

  @Nullable Object fileKey() throws IOException {
    return Files.readAttributes(scene.log(), BasicFileAttributes.class).fileKey();
  }

  void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("not within " + LONG + "; the log says:\n" + log());
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
