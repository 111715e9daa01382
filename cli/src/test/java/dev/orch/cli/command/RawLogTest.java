package dev.orch.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RawLogTest extends StubbedSuite {
  private static final String SESSION = "GET /api/v1/sessions/" + Canned.SESSION;
  private static final String LOG = SESSION + "/log";

  @Test
  void programsGetTheBytesThatWerePrinted() {
    daemon.bytes(LOG, "application/octet-stream", "a\u0007b\u001b[0m\r\nü".getBytes(UTF_8));

    assertThat(user.run("logs", Canned.SESSION, "--raw", "--turn", "2", "--stream", "stderr").out())
        .isEqualTo("a\u0007b\u001b[0m\r\nü");
    assertThat(daemon.requests(LOG).getFirst().query()).isEqualTo("turn=2&stream=stderr");
  }

  @Test
  void noControlCharacterReachesATerminal() {
    daemon.bytes(LOG, "application/octet-stream", "a\u0007\nb".getBytes(UTF_8));

    assertThat(user.at(Screen.terminal(80)).run("logs", Canned.SESSION, "--raw").out())
        .isEqualTo("a\\u{7}\nb\n");
  }

  @Test
  void norDoesOneOfAPatchOrOfTheDaemonsLogWhoseTabsStay() throws IOException {
    byte[] text = "+\ta\u001b[31mb\u009b\n".getBytes(UTF_8);
    daemon.bytes(SESSION + "/diff", "text/x-patch", text);
    Files.write(user.stateFolder().resolve("daemon.log"), text);
    user.at(Screen.terminal(80));

    assertThat(user.run("diff", Canned.SESSION).out()).isEqualTo("+\ta\\u{1b}[31mb\\u{9b}\n");
    assertThat(user.run("logs", "--daemon").out()).isEqualTo("+\ta\\u{1b}[31mb\\u{9b}\n");
  }

  @Test
  void followingGoesOnThroughALostConnectionUntilTheTurnEnds() {
    daemon.answer(SESSION, 200, Canned.session("running", "working"));
    stream(printed(0, "on\\u0007", 4));
    daemon.hangUp(LOG);
    stream(printed(4, "e\\n", 6), end(6));

    assertThat(user.run("logs", "-f", "--raw", Canned.SESSION).out()).isEqualTo("on\u0007e\n");
    assertThat(daemon.requests(LOG))
        .extracting(seen -> seen.headers().get("last-event-id"))
        .containsExactly("0", "4", "4");
    assertThat(daemon.requests(LOG)).extracting(StubDaemon.Seen::query).containsOnly("turn=1");
  }

  @Test
  void whoFollowsAtATerminalSeesLinesAsTheyWereCut() {
    daemon.answer(SESSION, 200, Canned.session("running", "working"));
    stream(printed(0, "on\\u0007", 4), printed(4, "e\\n", 6), end(6));

    assertThat(user.at(Screen.terminal(80)).run("logs", "-f", "--raw", Canned.SESSION).out())
        .isEqualTo("on\\u{7}e\n");
  }

  @Test
  void programsThatFollowGetOneObjectForEachPiece() {
    daemon.answer(SESSION, 200, Canned.session("running", "working"));
    stream(printed(0, "one\\n", 4), end(4));

    assertThat(user.run("logs", "-f", "--raw", "--turn", "1", Canned.SESSION, "--json").lines())
        .containsExactly("{\"offset\":0,\"text\":\"one\\n\"}");
    assertThat(daemon.requests(SESSION)).isEmpty();
  }

  private static String printed(int offset, String json, int behind) {
    return "id: %d\nevent: output\ndata: {\"offset\":%d,\"text\":\"%s\"}\n\n"
        .formatted(behind, offset, json);
  }

  private static String end(int offset) {
    return "id: %1$d\nevent: end\ndata: {\"turn\":1,\"offset\":%1$d}\n\n".formatted(offset);
  }

  private void stream(String... events) {
    String text = ": connected\n\n" + String.join("", events);
    daemon.bytes(LOG, "text/event-stream", text.getBytes(UTF_8));
  }
}
