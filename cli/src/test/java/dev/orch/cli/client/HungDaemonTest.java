package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orch.api.ApiPath;
import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.failure.HungDaemonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose process is there, that takes connections, and says nothing. */
@Timeout(60)
class HungDaemonTest {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String HEALTH = "GET /api/v1/health";
  private static final String STREAM = "GET /api/v1/stream/events";

  private static final Watchdog.Bounds SHORT =
      new Watchdog.Bounds(
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(500));

  /** For who is asked and does answer, however long that takes on a busy machine. */
  private static final Watchdog.Bounds PATIENT =
      new Watchdog.Bounds(
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(50));

  @TempDir private Path state;
  @AutoClose private StubDaemon daemon;
  @AutoClose private ServerSocket hung;
  private final List<String> told = new ArrayList<>();
  private final List<Socket> connected = new CopyOnWriteArrayList<>();

  @BeforeEach
  void aDaemonThatIsWellAndOneThatHangs() throws IOException {
    daemon = new StubDaemon().announce(state);
    hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void whatWasTakenIsLetGo() throws IOException {
    for (Socket socket : connected) {
      socket.close();
    }
  }

  @Test
  void whoWaitsForItIsToldSoAndThenTheWayOut() {
    DaemonClient client = client(urlOfHung(), SHORT);

    assertThatExceptionOfType(HungDaemonException.class)
        .isThrownBy(() -> client.post(SESSIONS, null))
        .satisfies(failure -> {
          assertThat(failure.exit().code()).isEqualTo(3);
          assertThat(failure.exit().meaning()).doesNotContain("running");
          assertThat(failure.complaint().headline()).contains("does not answer");
          assertThat(failure.complaint().rows())
              .containsValue(
                  "kill -9 %d, then orch up; agents go on"
                      .formatted(ProcessHandle.current().pid()));
        });
    assertThat(told).hasSize(1).first().asString().contains("the daemon");
  }

  @Test
  void whatWasAskedForMayStillBeDone() {
    DaemonClient client = client(urlOfHung(), SHORT);

    assertThatExceptionOfType(HungDaemonException.class)
        .isThrownBy(() -> client.post(ApiPath.STOP.with("k3v"), null))
        .satisfies(failure -> {
          Map<String, String> rows = failure.complaint().rows();
          assertThat(rows).hasSize(3);
          assertThat(rows.get("note"))
              .contains("may still be carried out", "orch sessions show k3v");
          assertThat(List.copyOf(rows.keySet())).last().isEqualTo("if it stays so");
        });
    assertThatExceptionOfType(HungDaemonException.class)
        .isThrownBy(() -> client.get(SESSIONS))
        .satisfies(failure -> assertThat(failure.complaint().rows()).doesNotContainKey("note"));
  }

  @Test
  void oneThatIsWellMayTakeAsLongAsItNeeds() {
    daemon.unheardOf("DELETE " + SESSIONS, 200, "{}");
    daemon.beforeAnswering(heldUntilTwoCome("DELETE " + SESSIONS, HEALTH));

    Answer answer = client(daemon.url(), PATIENT).delete(SESSIONS);

    assertThat(answer.body()).isEqualTo("{}");
    assertThat(daemon.requests("DELETE " + SESSIONS)).hasSize(1);
    assertThat(daemon.requests(HEALTH)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void oneThatHangsInTheMiddleOfItsAnswerIsFoundOutToo() {
    whenAsked("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbegin");

    assertThatExceptionOfType(HungDaemonException.class)
        .isThrownBy(() -> client(urlOfHung(), SHORT).read(SESSIONS, HungDaemonTest::whole));
  }

  @Test
  void aStreamThatIsNeverOpenedEndsInTheSameWords() {
    assertThatExceptionOfType(HungDaemonException.class)
        .isThrownBy(() -> follow(client(urlOfHung(), SHORT), new ArrayList<>()))
        .satisfies(failure -> assertThat(failure.complaint().rows()).containsKey("if it stays so"));
  }

  @Test
  void aStreamWithoutAHeartbeatEndsInTheSameWords() {
    whenAsked("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\n\n");

    assertThatExceptionOfType(HungDaemonException.class)
        .isThrownBy(() -> follow(client(urlOfHung(), SHORT), new ArrayList<>()));
  }

  @Test
  void aStreamThatIsSilentThoughTheDaemonIsWellIsOpenedAgain() {
    daemon.stream(STREAM, Canned.completed(7));
    daemon.beforeAnswering(heldUntilTwoCome(STREAM, STREAM));
    List<Long> handed = new ArrayList<>();

    follow(client(daemon.url(), PATIENT), handed);

    assertThat(handed).containsExactly(7L);
    assertThat(daemon.requests(HEALTH)).isNotEmpty();
  }

  private DaemonClient client(URI url, Watchdog.Bounds bounds) {
    DaemonPlace.Ours ours = new DaemonPlace.Ours(url, Optional.empty());
    return new DaemonClient(state, () -> ours, () -> ours, new Watchdog(told::add, bounds));
  }

  private static void follow(DaemonClient client, List<Long> handed) {
    new EventFeed(client, new UrlQuery(), 0, _ -> {})
        .follow(come -> {
          handed.add(come.seq());
          return false;
        });
  }

  private URI urlOfHung() {
    return URI.create("http://127.0.0.1:" + hung.getLocalPort());
  }

  /** The first connection gets this, and nothing comes behind it; others get nothing. */
  private void whenAsked(String begin) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Socket first = hung.accept();
            connected.add(first);
            first.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Requests of one line are answered once two of another, or two of their own, have come. */
  private static Consumer<StubDaemon.Seen> heldUntilTwoCome(String held, String others) {
    CountDownLatch come = new CountDownLatch(2);
    return seen -> {
      if (seen.line().equals(others)) {
        come.countDown();
      }
      if (seen.line().equals(held)) {
        try {
          come.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private static String whole(InputStream bytes) {
    try {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
