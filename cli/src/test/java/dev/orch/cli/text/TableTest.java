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
  void onlyTheLastColumnGivesWay() {
    Table table =
        new Table(
            List.of(),
            List.of(List.of(Cell.of("k3v9m2p7qd"), Cell.of("a very long title indeed"))));

    assertThat(table.lines(PLAIN, 30)).containsExactly("  k3v9m2p7qd  a very long tit…");
    assertThat(table.lines(PLAIN, 5)).containsExactly("  k3v9m2p7qd  a very long…");
  }

  @Test
  void theNearestWordIsASlipAway() {
    List<String> known = List.of("send", "sessions", "stop");

    assertThat(Nearest.to("sned", known)).contains("send");
    assertThat(Nearest.to("session", known)).contains("sessions");
    assertThat(Nearest.to("xyzzy", known)).isEmpty();
  }
}
