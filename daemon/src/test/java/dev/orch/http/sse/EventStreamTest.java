package dev.orch.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.openapi.DescribedAnswers;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.http.ApiClient;
import dev.orch.http.TestDaemon;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EventStreamTest {
  private static final String STREAM = "/api/v1/stream/events";

  @TempDir private Path folder;
  private TestDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = TestDaemon.start(folder);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void whatIsStoredComesFirstAndThenWhatIsCommitted() throws IOException {
    say("one");
    say("two");
    try (Reader reader = open("?after=0")) {
      assertThat(reader.events(2)).containsExactly("1 agent.message one", "2 agent.message two");
      say("three");
      assertThat(reader.events(1)).containsExactly("3 agent.message three");
    }
  }

  @Test
  void whoComesBackGoesOnBehindTheLastThatItSaw() throws IOException {
    say("one");
    say("two");
    say("three");

    try (Reader reader = open("?after=0", "Last-Event-ID", "2")) {
      assertThat(reader.events(1)).containsExactly("3 agent.message three");
    }
  }

  @Test
  void withoutAPlaceOnlyWhatComesIsTold() throws IOException {
    say("before");
    try (Reader reader = open("")) {
      reader.comment("connected");
      say("after");
      assertThat(reader.events(1)).containsExactly("2 agent.message after");
    }
  }

  @Test
  void whoKnowsMoreThanThereIsIsToldToBeginAnew() throws IOException {
    say("one");
    try (Reader reader = open("?after=99")) {
      assertThat(reader.events(1)).containsExactly("1 reset ");
      say("two");
      assertThat(reader.events(1)).containsExactly("2 agent.message two");
    }
  }

  @Test
  void filtersLeaveOutTheRest() throws IOException {
    append(EventType.AGENT_THINKING, new AgentPayload.Thinking("hm", null, null));
    say("one");
    try (Reader reader = open("?after=0&type=agent.mess*")) {
      assertThat(reader.events(1)).containsExactly("2 agent.message one");
    }
    ApiClient client = daemon.client();
    assertThat(
            client.get("/api/v1/events?type=agent.thinking,agent.plan").json().at("/items").size())
        .isEqualTo(1);
    assertThat(client.get(STREAM + "?type=agent.mesage").text("/nearest"))
        .isEqualTo("agent.message");
    assertThat(client.get(STREAM, "Last-Event-ID: x").problem()).isEqualTo("invalid_query");
  }

  @Test
  void aQuietStreamIsHeardToBeAlive() throws IOException {
    try (Reader reader = open("")) {
      reader.comment("heartbeat");
      reader.comment("heartbeat");
    }
  }

  @Test
  void everyReaderGetsEverythingInOrder() throws IOException {
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      readers.add(open("?after=0"));
    }
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      say("m" + i);
      expected.add("%d agent.message m%d".formatted(i, i));
    }
    for (Reader reader : readers) {
      assertThat(reader.events(50)).isEqualTo(expected);
      reader.close();
    }
  }

  @Test
  void aReaderThatDoesNotReadIsCutOffAndTheOthersGoOn() throws Exception {
    String large = "x".repeat(15_000);
    daemon
        .stores()
        .transactions()
        .write(() -> {
          for (int i = 0; i < 2000; i++) {
            daemon.stores().events().append(message(large));
          }
        });
    try (Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()));
      deaf.setSoTimeout(60_000);
      deaf.getOutputStream()
          .write(
              "GET %s?after=0 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(STREAM, daemon.port(), daemon.token())
                  .getBytes(StandardCharsets.UTF_8));
      awaitCut(deaf);
      try (Reader reader = open("?after=1999")) {
        assertThat(reader.events(1).getFirst()).startsWith("2000 agent.message");
      }
    }
  }

  @Test
  void pagesOfTheLogAreAscendingAndExclusive() throws IOException {
    for (int i = 1; i <= 5; i++) {
      say("m" + i);
    }
    ApiClient client = daemon.client();

    ApiClient.Reply page = client.get("/api/v1/events?after=1&before=5&limit=2");
    assertThat(page.json().at("/items/0/seq").asInt()).isEqualTo(2);
    assertThat(page.json().at("/items/1/seq").asInt()).isEqualTo(3);
    assertThat(page.text("/items/0/payload/text")).isEqualTo("m2");
    ApiClient.Reply next =
        client.get("/api/v1/events?after=1&before=5&limit=2&cursor=" + page.text("/next_cursor"));
    assertThat(next.json().at("/items").size()).isEqualTo(1);
    assertThat(next.json().at("/items/0/seq").asInt()).isEqualTo(4);
    assertThat(next.json().at("/next_cursor").isNull()).isTrue();
  }

  @Test
  void anEndAlonePagesFromTheNewestTowardsOlderOnes() throws IOException {
    for (int i = 1; i <= 6; i++) {
      say("m" + i);
    }
    ApiClient client = daemon.client();

    ApiClient.Reply newest = client.get("/api/v1/events?before=6&limit=2");
    assertThat(seqs(newest)).containsExactly(4, 5);
    ApiClient.Reply older =
        client.get("/api/v1/events?before=6&limit=2&cursor=" + newest.text("/next_cursor"));
    assertThat(seqs(older)).containsExactly(2, 3);
    ApiClient.Reply oldest =
        client.get("/api/v1/events?before=6&limit=3&cursor=" + older.text("/next_cursor"));
    assertThat(seqs(oldest)).containsExactly(1);
    assertThat(oldest.json().at("/next_cursor").isNull()).isTrue();
    assertThat(seqs(client.get("/api/v1/events?before=1"))).isEmpty();
    assertThat(client.get("/api/v1/events?cursor=YmVmb3JlIHg").problem())
        .isEqualTo("invalid_cursor");
  }

  private static List<Integer> seqs(ApiClient.Reply page) {
    List<Integer> seqs = new ArrayList<>();
    page.json().at("/items").forEach(item -> seqs.add(item.path("seq").asInt()));
    return seqs;
  }

  @Test
  void theDaemonEndsAlthoughSomebodyListens() throws IOException {
    try (Reader reader = open("")) {
      reader.comment("connected");
      daemon.close();
      assertThat(reader.ends()).isTrue();
    }
  }

  @Test
  void whoHasLeftIsToldNothingMore() throws IOException {
    ApiClient client = daemon.client();
    String code = client.post("/api/v1/login-codes", "{}").text("/code");
    String page = client.post("/api/v1/login", "{\"code\":\"%s\"}".formatted(code)).text("/token");
    try (Reader left = openAs(page, "");
        Reader stays = open("")) {
      left.comment("connected");
      stays.comment("connected");
      new ApiClient(daemon.port(), page).delete("/api/v1/login");

      say("secret");

      assertThat(left.rest())
          .hasSizeLessThan(Reader.MORE_THAN_CAN_BE_UNDER_WAY)
          .noneMatch(line -> line.contains("secret"));
      assertThat(stays.events(1)).containsExactly("1 agent.message secret");
    }
  }

  /**
   * What nobody reads blocks; only a reset, because the other side has closed, ends the writing.
   */
  private static void awaitCut(Socket deaf) throws Exception {
    FutureTask<IOException> cut =
        new FutureTask<>(() -> {
          byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
          try {
            while (true) {
              deaf.getOutputStream().write(spaces);
            }
          } catch (IOException reset) {
            return reset;
          }
        });
    Thread.ofVirtual().start(cut);
    assertThat(cut.get(30, TimeUnit.SECONDS)).isNotNull();
  }

  private void say(String text) {
    append(EventType.AGENT_MESSAGE, new AgentPayload.Message(text, null, null));
  }

  private void append(EventType type, AgentPayload payload) {
    NewEvent event =
        new NewEvent(
            type, Instant.parse("2026-01-01T00:00:00Z"), null, null, 0, Actor.DAEMON, payload);
    daemon.stores().transactions().write(() -> daemon.stores().events().append(event));
  }

  private static NewEvent message(String text) {
    return new NewEvent(
        EventType.AGENT_MESSAGE,
        Instant.parse("2026-01-01T00:00:00Z"),
        null,
        null,
        0,
        Actor.DAEMON,
        new AgentPayload.Message(text, null, null));
  }

  private Reader open(String query, String... header) throws IOException {
    return openAs(daemon.token(), query, header);
  }

  private Reader openAs(String token, String query, String... header) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:%d%s%s".formatted(daemon.port(), STREAM, query))
                .toURL()
                .openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + token);
    if (header.length == 2) {
      connection.setRequestProperty(header[0], header[1]);
    }
    connection.setReadTimeout(60_000);
    assertThat(connection.getHeaderField("Content-Type")).isEqualTo("text/event-stream");
    return new Reader(connection.getInputStream());
  }

  /** Reads a stream as a browser would. */
  private static final class Reader implements AutoCloseable {
    private static final int MORE_THAN_CAN_BE_UNDER_WAY = 50;

    private final BufferedReader lines;

    Reader(InputStream in) {
      lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next events, all of them as they are described: number, type and text. */
    List<String> events(int count) throws IOException {
      List<String> events = new ArrayList<>();
      String id = "";
      String type = "";
      while (events.size() < count) {
        String line = lines.readLine();
        if (line == null) {
          return events;
        }
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          assertThat(DescribedAnswers.served().faultsOfEvent(STREAM, type, line.substring(6)))
              .as(line)
              .isEmpty();
          events.add("%s %s %s".formatted(id, type, text(line)));
        }
      }
      return events;
    }

    private static String text(String data) {
      String mark = "\"text\":\"";
      int start = data.indexOf(mark);
      return start < 0
          ? ""
          : data.substring(start + mark.length(), data.indexOf('"', start + mark.length()));
    }

    /** Reads until a comment of this text. */
    void comment(String text) throws IOException {
      String line = "";
      while (line != null && !line.equals(": " + text)) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
    }

    /** Whether it ends by what the other side does, be it a reset. One that lives is heard. */
    boolean ends() throws IOException {
      return rest().size() < MORE_THAN_CAN_BE_UNDER_WAY;
    }

    /** The lines that come until it ends so. */
    List<String> rest() throws IOException {
      List<String> rest = new ArrayList<>();
      try {
        String line = lines.readLine();
        while (line != null && rest.size() < MORE_THAN_CAN_BE_UNDER_WAY) {
          rest.add(line);
          line = lines.readLine();
        }
      } catch (SocketTimeoutException quiet) {
        throw quiet;
      } catch (IOException _) {
        return rest;
      }
      return rest;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
