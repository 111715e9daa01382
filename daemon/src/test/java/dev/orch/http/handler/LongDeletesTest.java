package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What waits for an operation keeps nobody else from being answered. */
class LongDeletesTest extends HandlerFixture {
  private static final int REQUESTS_AT_ONCE = 64;
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Sessions whose turns nobody ends. */
  private List<Session> atWork() throws IOException {
    ProjectId project = new ProjectId(client.get("/api/v1/projects/slug/my-app").text("/id"));
    Samples samples = new Samples(5);
    Stores stores = daemon.stores();
    List<Session> sessions = new ArrayList<>();
    stores
        .transactions()
        .write(() -> {
          for (int i = 0; i <= REQUESTS_AT_ONCE; i++) {
            Session sample = samples.session(project, CommandAction.ANALYZE, Samples.NOON);
            Session session =
                Samples.moved(
                    sample.withPlace(
                        new Session.Place(
                            null,
                            null,
                            null,
                            null,
                            repository.folder(),
                            folder.resolve("logs/%s.log".formatted(sample.id())))),
                    SessionState.RUNNING);
            stores.sessions().insert(session);
            stores.turns().insert(Samples.turn(session.id(), 1));
            sessions.add(session);
          }
        });
    return sessions;
  }

  private Socket delete(Session session) throws IOException {
    String body = "{\"force\":true}";
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port());
    String head =
        """
        POST /api/v1/sessions/%s/delete HTTP/1.1
        Host: 127.0.0.1:%d
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(session.id(), daemon.port(), daemon.token(), body.length());
    byte[] request = (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(request);
    return socket;
  }

  private boolean waits(int deletes) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (daemon.stores().operations().listOpen().size() < deletes) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return true;
  }

  @Test
  void howeverManyDeletesWaitOthersAreAnswered() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try {
      for (Session session : atWork()) {
        waiting.add(delete(session));
      }

      assertThat(waits(waiting.size())).isTrue();
      assertThat(client.get("/api/v1/projects").status()).isEqualTo(200);
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }
}
