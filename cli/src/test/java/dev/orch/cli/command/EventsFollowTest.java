package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import dev.orch.cli.process.OutputReader;
import dev.orch.cli.process.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where {@code orch events -f} begins. */
class EventsFollowTest extends StubbedSuite {
  private static final Duration ENOUGH = Duration.ofMinutes(1);
  private static final String LOG = "GET /api/v1/events";
  private static final String STREAM = "GET /api/v1/stream/events";
  private static final String READ = Canned.said(7, "read");

  @BeforeEach
  void theLogHasMore() {
    daemon
        .answer(
            LOG, 200, Canned.page(READ).replace("\"next_cursor\":null", "\"next_cursor\":\"c2=\""))
        .answer(LOG, 200, Canned.page(Canned.COMPLETED));
    daemon.bytes(STREAM, "text/event-stream", ": hello\n\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void withoutAPlaceWithTheNewest() {
    Typed.Result result = follow("--limit", "1");

    assertThat(result.lines()).singleElement().asString().contains("read");
    assertThat(daemon.requests(LOG))
        .singleElement()
        .satisfies(
            seen -> assertThat(seen.query()).contains("before=" + Long.MAX_VALUE, "limit=1"));
    assertThat(daemon.requests(STREAM).getFirst().query()).contains("after=7");
  }

  @Test
  void behindAPlaceWithAllThatIsThere() {
    Typed.Result result = follow("--after", "3");

    assertThat(result.lines()).hasSize(2);
    assertThat(daemon.requests(LOG))
        .extracting(StubDaemon.Seen::query)
        .hasSize(2)
        .allMatch(query -> query.contains("after=3"));
    assertThat(daemon.requests(STREAM).getFirst().query()).contains("after=12");
  }

  private Typed.Result follow(String... more) {
    OutputReader leaves =
        () ->
            assertThat(new Waiting(ENOUGH).until(() -> !daemon.requests(STREAM).isEmpty()))
                .isTrue();
    return user.at(new Screen(false, false, Integer.MAX_VALUE, leaves))
        .run("events", "-f", more[0], more[1]);
  }
}
