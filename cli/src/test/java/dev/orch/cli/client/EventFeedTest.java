package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.NoDaemonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EventFeedTest {
  @TempDir private Path state;
  @AutoClose private StubDaemon daemon;
  private DaemonClient client;

  @BeforeEach
  void aDaemon() throws IOException {
    daemon = new StubDaemon().announce(state);
    DaemonPlace.Ours ours = new DaemonPlace.Ours(daemon.url(), Optional.empty());
    client = new DaemonClient(state, () -> ours, () -> ours, Watchdog.quiet());
  }

  @Test
  void howLongItWasConnectedIsNotHowLongItWaits() {
    String stream = "GET /api/v1/stream/events";
    daemon.breakOff(stream, "text/event-stream", ":\n\n".getBytes(StandardCharsets.UTF_8)).stream(
        stream, Canned.completed(7));
    List<Long> handed = new ArrayList<>();

    new EventFeed(client, new UrlQuery(), 0, _ -> {}, Duration.ZERO)
        .follow(come -> {
          handed.add(come.seq());
          return false;
        });

    assertThat(handed).containsExactly(7L);
  }

  @Test
  void aPageIsHandedOverBeforeTheNextIsAskedFor() {
    String first = Canned.page(Canned.said(1, "one"));
    daemon
        .answer(
            "GET /api/v1/events",
            200,
            first.replace("\"next_cursor\":null", "\"next_cursor\":\"c2\""))
        .answer("GET /api/v1/events", 200, Canned.page(Canned.said(2, "two")));
    List<Long> handed = new CopyOnWriteArrayList<>();
    List<Integer> known = new CopyOnWriteArrayList<>();
    daemon.beforeAnswering(_ -> known.add(handed.size()));

    new EventFeed(client, new UrlQuery(), 0, _ -> {}).read(event -> handed.add(event.seq()));

    assertThat(handed).containsExactly(1L, 2L);
    assertThat(known).containsExactly(0, 1);
  }

  @Test
  void anEventThatCouldNotBeTakenForWantOfADaemonComesAgain() {
    daemon.stream("GET /api/v1/stream/events", Canned.completed(7));
    List<Long> handed = new ArrayList<>();

    new EventFeed(client, new UrlQuery(), 0, _ -> {})
        .follow(come -> {
          handed.add(come.seq());
          if (handed.size() == 1) {
            throw new NoDaemonException(Complaint.of("It has just ended."));
          }
          return false;
        });

    assertThat(handed).containsExactly(7L, 7L);
  }
}
