package dev.orch.http.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.openapi.DescribedAnswers;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.http.ApiClient.Reply;
import dev.orch.http.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is answered for what a session's agent printed. */
@Timeout(180)
class LogTest extends HandlerFixture {
  private static final String EVENTS = "Accept: text/event-stream";

  private String id = "";

  private void printed(String file, byte[] bytes) throws IOException {
    Path run = Files.createDirectories(folder.resolve("state/runs/%s/1".formatted(id)));
    Files.write(run.resolve(file), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void printed(String text) throws IOException {
    printed("out.log", text.getBytes(UTF_8));
  }

  /** A session whose turn printed this and has ended. */
  private void ended(String text) throws IOException {
    id = session("x");
    printed(text);
    end();
  }

  private void end() {
    Outcome outcome =
        new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.EXIT, null, null, List.of());
    daemon
        .stores()
        .transactions()
        .write(() ->
            daemon
                .stores()
                .turns()
                .finish(new SessionId(id), 1, new Turn.End(outcome, 0, Usage.NONE, Instant.EPOCH)));
  }

  private String path(String query) {
    return "/api/v1/sessions/" + id + "/log" + query;
  }

  private Reply log(String query, String... headers) throws IOException {
    return client.get(path(query), headers);
  }

  @Test
  void itIsWhatWasPrintedByteForByte() throws IOException {
    byte[] noise = {'a', 0, (byte) 0xff, 27, '[', 'm', '\r', '\n', (byte) 0xc3};
    ended("");
    printed("out.log", noise);
    printed("err.log", new byte[] {'e'});

    Reply out = log("");

    assertThat(out.status()).isEqualTo(200);
    assertThat(out.raw().bytes()).isEqualTo(noise);
    assertThat(out.raw().header("content-type")).hasValue("application/octet-stream");
    assertThat(out.raw().header("accept-ranges")).hasValue("bytes");
    assertThat(log("?turn=1&stream=err").raw().text()).isEqualTo("e");
    assertThat(log("?stream=stderr").raw().text()).isEqualTo("e");
    assertThat(log("?stream=stdout").raw().bytes()).isEqualTo(noise);
    assertThat(log("?stream=in").problem()).isEqualTo("unknown_filter_value");
  }

  @Test
  void partsOfItSayWhichTheyAre() throws IOException {
    ended("0123456789");

    Reply part = log("", "Range: bytes=2-4");

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.raw().text()).isEqualTo("234");
    assertThat(part.raw().header("content-range")).hasValue("bytes 2-4/10");
    assertThat(log("", "Range: bytes=-3").raw().text()).isEqualTo("789");
    assertThat(log("?offset=7").raw().text()).isEqualTo("789");
    assertThat(log("?offset=7").status()).isEqualTo(200);
    assertThat(log("?offset=10").raw().text()).isEmpty();
  }

  @Test
  void aPlaceBehindTheEndIsRefused() throws IOException {
    ended("0123456789");

    for (Reply behind :
        List.of(log("", "Range: bytes=10-"), log("?offset=11"), log("?offset=11", EVENTS))) {
      assertThat(behind.status()).isEqualTo(416);
      assertThat(behind.json().at("/size").asInt()).isEqualTo(10);
    }
    assertThat(log("?offset=1", "Range: bytes=1-").problem()).isEqualTo("invalid_query");
    assertThat(log("", EVENTS, "Last-Event-ID: x").problem()).isEqualTo("invalid_query");
  }

  @Test
  void aSecretAcrossTheEdgeOfAPartIsMaskedInIt() throws IOException {
    String token = daemon.token();
    ended("key " + token + " and on");

    assertThat(log("").raw().text()).isEqualTo("key " + "*".repeat(token.length()) + " and on");
    assertThat(log("", "Range: bytes=2-9").raw().text()).isEqualTo("y ******");
    assertThat(log("?offset=" + (4 + token.length() - 2)).raw().text()).isEqualTo("** and on");
  }

  @Test
  void whatIsLargeComesWhole() throws IOException {
    String text = "0123456789abcde\n".repeat(70_000);
    ended(text);

    assertThat(log("").raw().text()).isEqualTo(text);
    assertThat(log("", "Range: bytes=262140-262150").raw().text())
        .isEqualTo(text.substring(262_140, 262_151));
  }

  @Test
  void whileTheTurnGoesOnALineIsShownOnceItIsWhole() throws IOException {
    id = session("x");
    printed("one\n" + daemon.token().substring(0, 20));

    assertThat(log("").raw().text()).isEqualTo("one\n");
    printed(daemon.token().substring(20) + "\n");
    assertThat(log("?offset=4").raw().text()).isEqualTo("*".repeat(43) + "\n");
  }

  @Test
  void aTurnThatHasPrintedNothingIsEmptyAndAnUnknownOneIsNot() throws IOException {
    id = session("x");

    assertThat(log("").raw().bytes()).isEmpty();
    assertThat(log("?turn=2").problem()).isEqualTo("turn_not_found");
    assertThat(log("?turn=2", EVENTS).problem()).isEqualTo("turn_not_found");
    assertThat(client.get("/api/v1/sessions/zzzz/log").problem()).isEqualTo("session_not_found");
  }

  @Test
  void theHeadAloneSaysHowLongItIs() throws IOException {
    ended("0123456789");
    RawHttp.Answer head =
        new RawHttp("127.0.0.1", daemon.port())
            .send(
                "HEAD %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                    .formatted(path(""), daemon.port(), daemon.token()));

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("content-length")).hasValue("10");
    assertThat(head.bytes()).isEmpty();
  }

  @Test
  void theStreamOfATurnThatHasEndedIsAllOfItAndItsEnd() throws IOException {
    ended("one\nüwo");

    assertThat(log("?offset=4", EVENTS).raw().text())
        .isEqualTo(
            """
            : connected

            id: 8
            event: output
            data: {"offset":4,"text":"üwo"}

            id: 8
            event: end
            data: {"turn":1,"offset":8}

            """);
    assertThat(log("?offset=4", EVENTS, "Last-Event-ID: 8").raw().text())
        .isEqualTo(": connected\n\nid: 8\nevent: end\ndata: {\"turn\":1,\"offset\":8}\n\n");
  }

  @Test
  void noCharacterIsTornApartBetweenTwoEvents() throws IOException {
    String text = "x" + "€".repeat(20_000);
    ended(text);

    StringBuilder joined = new StringBuilder();
    for (String line : log("", EVENTS).raw().text().lines().toList()) {
      if (line.startsWith("data: ") && line.contains("\"text\"")) {
        joined.append(line, line.indexOf("\"text\":\"") + 8, line.length() - 2);
      }
    }
    assertThat(joined.toString()).isEqualTo(text);
  }

  private HttpURLConnection followed() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:%d%s".formatted(daemon.port(), path("")))
                .toURL()
                .openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + daemon.token());
    connection.setRequestProperty("Accept", "text/event-stream");
    connection.setReadTimeout(60_000);
    return connection;
  }

  @Test
  void whatItsAgentEmptiedIsFollowedFromItsBeginning() throws IOException {
    id = session("x");
    printed("one\ntwo\n");
    try (InputStream in = followed().getInputStream();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      assertThat(next(lines)).isEqualTo("{\"offset\":0,\"text\":\"one\\ntwo\\n\"}");
      Files.writeString(folder.resolve("state/runs/%s/1/out.log".formatted(id)), "new\n");
      assertThat(next(lines)).isEqualTo("{\"offset\":0,\"text\":\"new\\n\"}");
    }
  }

  @Test
  void whoFollowsGetsWhatComesUntilTheTurnEnds() throws IOException {
    id = session("x");
    printed("one\ntw");
    try (InputStream in = followed().getInputStream();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      assertThat(next(lines)).isEqualTo("{\"offset\":0,\"text\":\"one\\n\"}");
      assertThat(awaitComment(lines)).isEqualTo(": heartbeat");
      printed("o\n");
      assertThat(next(lines)).isEqualTo("{\"offset\":4,\"text\":\"two\\n\"}");
      printed("rest");
      end();
      assertThat(next(lines)).isEqualTo("{\"offset\":8,\"text\":\"rest\"}");
      assertThat(next(lines)).isEqualTo("{\"turn\":1,\"offset\":12}");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isNull();
    }
  }

  /** The data of the next event, which is as it is described. */
  private String next(BufferedReader lines) throws IOException {
    String name = "";
    String line = lines.readLine();
    while (line != null && !line.startsWith("data: ")) {
      name = line.startsWith("event: ") ? line.substring("event: ".length()) : name;
      line = lines.readLine();
    }
    String data = line == null ? "" : line.substring("data: ".length());
    assertThat(DescribedAnswers.served().faultsOfEvent(path(""), name, data)).isEmpty();
    return data;
  }

  private static String awaitComment(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(": heart")) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  @Test
  void itsStreamsTakeThePlacesOfAllStreamsOfTheToken() throws IOException {
    id = session("x");
    List<HttpURLConnection> open = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      HttpURLConnection connection = followed();
      assertThat(connection.getResponseCode()).isEqualTo(200);
      open.add(connection);
    }

    assertThat(log("", EVENTS).problem()).isEqualTo("too_many_streams");
    assertThat(client.get("/api/v1/stream/events").problem()).isEqualTo("too_many_streams");
    open.forEach(HttpURLConnection::disconnect);
  }
}
