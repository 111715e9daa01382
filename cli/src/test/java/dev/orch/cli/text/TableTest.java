package dev.orch.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Paint PLAIN = new Paint(false, false);

  @Test
  void wideCharactersCountTwiceAndCombiningOnesNothing() {
    assertThat(TextWidth.of("日本")).isEqualTo(4);
    assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
    assertThat(TextWidth.of("🚀x")).isEqualTo(3);
    assertThat(TextWidth.shorten("日本語", 4, "…")).isEqualTo("日…");
    assertThat(TextWidth.shorten("abc", 3, "…")).isEqualTo("abc");
  }

  @Test
  void columnsStandUnderEachOther() {
    Table table =
        new Table(
            List.of("A", "B"),
            List.of(
                List.of(Cell.of("日本"), Cell.of("x")), List.of(Cell.of("abcdef"), Cell.of("y"))));

    assertThat(table.lines(PLAIN, 80)).containsExactly("  A       B", "  日本    x", "  abcdef  y");
  }

  @Test
  void aTitleGivesWayAndWhatMayBeCopiedDoesNot() {
    Table titles =
        new Table(
            List.of(),
            List.of(List.of(Cell.of("k3v9m2p7qd"), Cell.title("a very long title indeed"))));
    Table paths =
        new Table(
            List.of(),
            List.of(List.of(Cell.of("worktree"), Cell.of("/a/very/long/path/to/a/worktree"))));

    assertThat(titles.lines(PLAIN, 30)).containsExactly("  k3v9m2p7qd  a very long tit…");
    assertThat(titles.lines(PLAIN, 5)).containsExactly("  k3v9m2p7qd  a very long…");
    assertThat(paths.lines(PLAIN, 20))
        .containsExactly("  worktree  /a/very/long/path/to/a/worktree");
  }

  @Test
  void whatDoesNotFitGoesOnBelowAndNothingIsLeftOut() {
    Table table =
        new Table(
            List.of("ID", "AGENT", "FOR", "TITLE"),
            List.of(
                List.of(
                    Cell.of("k3v9m2p7qd"),
                    Cell.of("claude"),
                    Cell.of("4 min"),
                    Cell.title("add error handling"))));

    assertThat(table.lines(PLAIN, 60).getFirst()).isEqualTo("  ID          AGENT   FOR    TITLE");
    assertThat(table.lines(PLAIN, 36))
        .containsExactly(
            "  ID          AGENT   FOR",
            "              TITLE",
            "  k3v9m2p7qd  claude  4 min",
            "              add error handling");
    assertThat(table.lines(PLAIN, 26))
        .endsWith("  k3v9m2p7qd  claude", "    4 min  add error hand…");
  }

  @Test
  void whatCanBeDoneWithoutIsLeftOutBeforeARowIsBroken() {
    Table table =
        new Table(
            List.of("ID", "AGENT", "FOR", "TITLE"),
            List.of(
                List.of(
                    Cell.of("k3v9m2p7qd"),
                    Cell.of("claude"),
                    Cell.of("4 min"),
                    Cell.title("add error handling"))),
            List.of("AGENT", "FOR"));

    assertThat(table.lines(PLAIN, 60).getFirst()).isEqualTo("  ID          AGENT   FOR    TITLE");
    assertThat(table.lines(PLAIN, 36))
        .containsExactly("  ID          FOR    TITLE", "  k3v9m2p7qd  4 min  add error hand…");
    assertThat(table.lines(PLAIN, 26))
        .containsExactly("  ID          TITLE", "  k3v9m2p7qd  add error h…");
  }

  @Test
  void theNearestWordIsASlipAway() {
    List<String> known = List.of("send", "sessions", "stop");

    assertThat(Nearest.to("sned", known)).contains("send");
    assertThat(Nearest.to("session", known)).contains("sessions");
    assertThat(Nearest.to("xyzzy", known)).isEmpty();
  }

  @Test
  void onlyWhatHasNoRoomGoesOnBelow() {
    Table table =
        new Table(
            List.of("KIND", "SIZE", "PATH"),
            List.of(
                List.of(Cell.of("log"), Cell.of("1 B"), Cell.of("/short")),
                List.of(Cell.of("log"), Cell.of("2 B"), Cell.of("/a/very/long/path/to/a/log"))));

    assertThat(table.lines(PLAIN, 30))
        .containsExactly(
            "  KIND  SIZE  PATH",
            "  log   1 B   /short",
            "  log   2 B",
            "    /a/very/long/path/to/a/log");
  }
}
