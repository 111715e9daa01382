package dev.orch.http.exchange;

import dev.orch.api.comment.CommentBody;
import dev.orch.api.comment.CommentSide;
import dev.orch.api.comment.CommentStatus;
import dev.orch.api.comment.CommentView;
import dev.orch.api.comment.CommentsBody;
import dev.orch.api.comment.CommentsView;
import dev.orch.comments.CommentsService;
import dev.orch.comments.Review;
import dev.orch.domain.operation.Comment;
import dev.orch.event.Redactor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Comments as they are on the wire. */
public final class CommentsWire {
  private static final int MOST = 200;
  private static final int LONGEST_PATH = 4096;

  private CommentsWire() {}

  /** All that was said of a change, without secrets. */
  public static CommentsView view(Review review, Redactor masked) {
    return new CommentsView(
        review.session().value(),
        review.version(),
        review.items().stream().map(item -> view(item, masked)).toList());
  }

  private static CommentView view(Review.Item item, Redactor masked) {
    Comment comment = item.comment();
    Comment.Spot spot = comment.spot();
    return new CommentView(
        comment.id(),
        spot.path(),
        side(spot.side()),
        spot.startLine(),
        spot.endLine(),
        masked.redact(comment.quote()),
        masked.redact(comment.text()),
        status(item.status()));
  }

  private static CommentSide side(Comment.Side side) {
    return switch (side) {
      case OLD -> CommentSide.OLD;
      case NEW -> CommentSide.NEW;
    };
  }

  private static CommentStatus status(Review.Status status) {
    return switch (status) {
      case DRAFT -> CommentStatus.DRAFT;
      case SENT -> CommentStatus.SENT;
      case CHANGED -> CommentStatus.CHANGED;
      case UNCHANGED -> CommentStatus.UNCHANGED;
      case STALE -> CommentStatus.STALE;
    };
  }

  /**
   * A draft that somebody wants who saw it masked so.
   *
   * @throws dev.orch.http.RequestRefusedException naming the field that cannot be so
   */
  public static CommentsService.Draft draft(CommentsBody body, Redactor masked) {
    List<CommentBody> items = body.items();
    if (items.size() > MOST) {
      throw Fields.invalid("items", "must be at most %d comments".formatted(MOST));
    }
    return new CommentsService.Draft(
        body.version(),
        IntStream.range(0, items.size()).mapToObj(i -> wanted(items.get(i), i)).toList(),
        masked::redact);
  }

  private static CommentsService.Wanted wanted(CommentBody item, int index) {
    String field = "items[%d].".formatted(index);
    requirePath(field + "path", item.path());
    if (item.startLine() < 1) {
      throw Fields.invalid(field + "start_line", "is counted from 1");
    }
    if (item.endLine() < item.startLine()) {
      throw Fields.invalid(field + "end_line", "must not be before start_line");
    }
    Fields.requireMessage(field + "text", item.text());
    Fields.requireShort(field + "quote", item.quote());
    return new CommentsService.Wanted(
        item.id(),
        new Comment.Spot(item.path(), side(item.side()), item.startLine(), item.endLine()),
        item.quote(),
        item.text());
  }

  private static Comment.Side side(CommentSide side) {
    return switch (side) {
      case OLD -> Comment.Side.OLD;
      case NEW -> Comment.Side.NEW;
    };
  }

  private static void requirePath(String field, String path) {
    boolean plain =
        path.length() <= LONGEST_PATH
            && path.chars().noneMatch(Character::isISOControl)
            && Stream.of(path.split("/", -1))
                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    if (!plain) {
      throw Fields.invalid(
          field, "must name a file of the repository in one line, relative to its top");
    }
  }
}
