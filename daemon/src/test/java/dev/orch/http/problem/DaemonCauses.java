package dev.orch.http.problem;

import dev.orch.api.ProblemType;
import dev.orch.http.RawHttp;
import dev.orch.http.Route;
import dev.orch.http.TestDaemon;
import dev.orch.store.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the daemon itself cannot do just now; each has a daemon of its own. */
final class DaemonCauses {
  private static final int REQUESTS_AT_ONCE = 64;
  private static final int STREAMS_AT_ONCE = 32;
  private static final Duration LONG = Duration.ofMinutes(2);

  static final Map<ProblemType, Occasion> ALL =
      Map.of(
          ProblemType.TOO_MANY_STREAMS,
          DaemonCauses::tooManyStreams,
          ProblemType.DISK_FULL,
          DaemonCauses::diskFull,
          ProblemType.BUSY,
          DaemonCauses::busy,
          ProblemType.STORE_UNAVAILABLE,
          _ -> Broken.answer(new StoreUnavailableException("x", new IllegalStateException("x"))),
          ProblemType.STOPPING,
          scene ->
              behind(
                  scene,
                  () -> {
                    throw new InterruptedException();
                  }),
          ProblemType.INTERNAL,
          scene ->
              behind(
                  scene,
                  () -> {
                    throw new IllegalStateException("nobody foresaw this");
                  }));

  private DaemonCauses() {}

  private static RawHttp.Answer diskFull(Scene scene) throws Exception {
    String project = scene.project();
    scene.daemon().freeBecomes(1L << 20);
    try {
      return scene.send("implement", project, ",\"prompt\":\"x\"");
    } finally {
      scene.daemon().freeBecomes(Long.MAX_VALUE);
    }
  }

  private static RawHttp.Answer tooManyStreams(Scene scene) throws Exception {
    List<Socket> open = new ArrayList<>();
    try (TestDaemon daemon = TestDaemon.start(Files.createDirectory(scene.place()))) {
      for (int i = 0; i < STREAMS_AT_ONCE; i++) {
        open.add(stream(daemon));
      }
      return daemon.client().get("/api/v1/stream/events").raw();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** A stream whose first bytes have come. */
  private static Socket stream(TestDaemon daemon) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port());
    socket.getOutputStream().write(request(daemon, "stream/events"));
    if (socket.getInputStream().read() < 0) {
      throw new IOException("the stream has ended");
    }
    return socket;
  }

  private static RawHttp.Answer busy(Scene scene) throws Exception {
    CountDownLatch atWork = new CountDownLatch(REQUESTS_AT_ONCE);
    CountDownLatch over = new CountDownLatch(1);
    Route.Gate gate =
        () -> {
          atWork.countDown();
          over.await();
        };
    List<Socket> waiting = new ArrayList<>();
    try (TestDaemon daemon = TestDaemon.start(Files.createDirectory(scene.place()), gate)) {
      for (int i = 0; i < REQUESTS_AT_ONCE; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port());
        socket.getOutputStream().write(request(daemon, "projects"));
        waiting.add(socket);
      }
      if (!atWork.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(atWork.getCount() + " requests did not get a place");
      }
      RawHttp.Answer answer = daemon.client().get("/api/v1/projects").raw();
      over.countDown();
      for (Socket socket : waiting) {
        socket.getInputStream().read();
      }
      return answer;
    } finally {
      over.countDown();
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static RawHttp.Answer behind(Scene scene, Route.Gate gate) throws Exception {
    Path folder = Files.createDirectory(scene.place());
    try (TestDaemon daemon = TestDaemon.start(folder, gate)) {
      return daemon.client().get("/api/v1/projects").raw();
    }
  }

  private static byte[] request(TestDaemon daemon, String path) {
    return "GET /api/v1/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
        .formatted(path, daemon.port(), daemon.token())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
