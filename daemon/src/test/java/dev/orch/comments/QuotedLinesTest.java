package dev.orch.comments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.Comment;
import dev.orch.domain.session.SessionId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has become of a comment on lines 2 and following. */
class QuotedLinesTest {

  @ParameterizedTest
  @CsvSource({
    "a|b|c|,       b,     UNCHANGED",
    "a|b|c,        b|c,   UNCHANGED",
    "a|b|c|,       b|c|,  UNCHANGED",
    "a~|b~|c~|,    b|c,   UNCHANGED",
    "new|a|b|c|,   b|c,   UNCHANGED",
    "b|a|x|,       b,     UNCHANGED",
    "b|a|b|,       b,     CHANGED",
    "a|B|c|,       b,     CHANGED",
    "a|b|,         b|c,   CHANGED",
    "a|,           b,     STALE",
    "'',           b,     STALE"
  })
  void itIsToldByTheLinesOfItsQuote(String text, String quote, Review.Status status) {
    Comment comment =
        new Comment(
            "c",
            new SessionId("0123456789"),
            new Comment.Spot("a.txt", Comment.Side.NEW, 2, 2),
            plain(quote),
            "x",
            null);

    assertThat(QuotedLines.of(plain(text)).of(comment)).isEqualTo(status);
  }

  private static String plain(String text) {
    return text.replace('|', '\n').replace('~', '\r');
  }
}
