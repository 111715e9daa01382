package dev.orch.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orch.api.ApiPath;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.NoDaemonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a request that has left, and not of one that never did. */
@Timeout(60)
class UnsentTest {
  private static final String STOP = ApiPath.STOP.with("k3v");

  @TempDir private Path state;
  @AutoClose private StubDaemon daemon;
  private final List<Unheard> told = new ArrayList<>();

  @BeforeEach
  void aDaemonThatHangsUp() throws IOException {
    daemon = new StubDaemon().announce(state);
    daemon.hangUp("POST " + STOP);
  }

  @Test
  void whatLeftMayBeCarriedOut() {
    assertThatExceptionOfType(NoDaemonException.class)
        .isThrownBy(() -> stop(daemon.url()))
        .satisfies(failure -> assertThat(failure.complaint().rows()).containsKey("note"));
    assertThat(daemon.requests("POST " + STOP)).hasSize(1);
    assertThat(told).hasSize(1);
  }

  @Test
  void whatFoundNobodyWhoUnderstandsItWillNot() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answerInPlainWords(plain));
      isNotSpokenOf(URI.create("https://127.0.0.1:" + plain.getLocalPort()));
      answering.join();
    }
  }

  private static void answerInPlainWords(ServerSocket server) {
    try (Socket one = server.accept()) {
      one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      one.shutdownOutput();
      one.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void isNotSpokenOf(URI url) {
    assertThatExceptionOfType(NoDaemonException.class)
        .isThrownBy(() -> stop(url))
        .satisfies(failure -> assertThat(failure.complaint().rows()).doesNotContainKey("note"));
    assertThat(told).isEmpty();
  }

  /** The second time nobody is found any more. */
  private void stop(URI url) {
    Deque<URI> places = new ArrayDeque<>(List.of(url));
    Supplier<DaemonPlace.Ours> found =
        () -> {
          if (places.isEmpty()) {
            throw new NoDaemonException(Complaint.of("No daemon runs."));
          }
          return new DaemonPlace.Ours(places.pop(), Optional.empty());
        };
    new DaemonClient(state, found, found, Watchdog.quiet()).telling(told::add).post(STOP, null);
  }
}
