package dev.orch.comments;

import dev.orch.domain.operation.Comment;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The lines of a file, with which a comment's are compared. */
record QuotedLines(List<String> lines) {

  /** Of the text of a file; an end of line that is a program's matter is none of its own. */
  static QuotedLines of(String text) {
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return new QuotedLines(
        Stream.of(whole.split("\n", -1))
            .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
            .toList());
  }

  /**
   * What has become of a comment on this file. Lines that have only moved are as they were, if
   * there is no doubt about which they are.
   */
  Review.Status of(Comment comment) {
    List<String> quote = of(comment.quote()).lines();
    int at = comment.spot().startLine() - 1;
    if (isAt(at, quote) || places(quote) == 1) {
      return Review.Status.UNCHANGED;
    }
    return at < lines.size() ? Review.Status.CHANGED : Review.Status.STALE;
  }

  private boolean isAt(int start, List<String> quote) {
    return start <= lines.size() - quote.size()
        && lines.subList(start, start + quote.size()).equals(quote);
  }

  private long places(List<String> quote) {
    return IntStream.rangeClosed(0, lines.size() - quote.size())
        .filter(start -> isAt(start, quote))
        .limit(2)
        .count();
  }
}
