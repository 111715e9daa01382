package dev.orch.comments;

import dev.orch.domain.operation.Comment;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The one message that an agent is sent of a review. */
final class ReviewMessage {
  private static final Pattern TICKS = Pattern.compile("`+");
  private static final int SHORTEST_FENCE = 3;

  private ReviewMessage() {}

  /**
   * Each comment with its place, its lines and its text. The lines stand in a fence that is longer
   * than any in them, so that they stay what they are: a quote.
   */
  static String of(List<Comment> comments) {
    StringBuilder message = new StringBuilder("Review of your change, ");
    message.append(comments.size() == 1 ? "1 comment." : comments.size() + " comments.");
    int number = 1;
    for (Comment comment : comments) {
      String fence = fence(comment.quote());
      message
          .append("\n\n%d. %s\n\n".formatted(number++, place(comment.spot())))
          .append(fence)
          .append('\n')
          .append(comment.quote())
          .append(comment.quote().endsWith("\n") ? "" : "\n")
          .append(fence)
          .append("\n\n")
          .append(comment.text().strip());
    }
    return message.append('\n').toString();
  }

  private static String place(Comment.Spot spot) {
    String lines =
        spot.startLine() == spot.endLine()
            ? "line %d".formatted(spot.startLine())
            : "lines %d-%d".formatted(spot.startLine(), spot.endLine());
    return switch (spot.side()) {
      case NEW -> "%s, %s (new side):".formatted(spot.path(), lines);
      case OLD -> "%s, %s (old side, as it was before your change):".formatted(spot.path(), lines);
    };
  }

  private static String fence(String quote) {
    int longest =
        TICKS
            .matcher(quote)
            .results()
            .map(MatchResult::group)
            .mapToInt(String::length)
            .max()
            .orElse(0);
    return "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
  }
}
