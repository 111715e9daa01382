package dev.orch.comments;

import dev.orch.api.event.CommentsPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Comment;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.session.FollowUpResult;
import dev.orch.session.SessionService;
import dev.orch.store.Stores;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The draft of a review of a session's change, and what became of those that were sent. A draft is
 * replaced whole by who read its latest version, and goes out as one follow-up.
 *
 * <p>Every verb takes {@code withCommit}, which is called inside its commit. A verb that fails has
 * changed nothing.
 */
public final class CommentsService {
  /** What a prompt may have. */
  private static final int LONGEST_MESSAGE = 256 * 1024;

  private final Stores stores;
  private final SessionService sessions;
  private final ReviewedFiles files;
  private final RandomIds ids;
  private final InstantSource clock;

  /** With everything that it calls. */
  public CommentsService(
      Stores stores,
      SessionService sessions,
      Worktrees worktrees,
      RandomIds ids,
      InstantSource clock) {
    this.stores = stores;
    this.sessions = sessions;
    this.files = new ReviewedFiles(stores.projects(), worktrees);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A comment as it is to be in the draft.
   *
   * @param id of one that the draft holds; null for a new one
   */
  public record Wanted(@Nullable String id, Comment.Spot spot, String quote, String text) {}

  /**
   * A draft as it is to be.
   *
   * @param version that was read
   * @param shown what a stored text looked like to who read it: one that comes back so stays as it
   *     is
   */
  public record Draft(long version, List<Wanted> items, UnaryOperator<String> shown) {}

  /**
   * How a draft is to go out.
   *
   * @param version that was read; null for whichever it has
   */
  public record Sending(@Nullable Long version, FollowUp.Mode mode) {}

  /**
   * All comments with what has become of them: by the files as they are now, of those whose turn is
   * over. Reads only the files that those are about.
   */
  public Review review(Session session) {
    Map<String, Review.Status> told = told(session);
    return stores.transactions().read(() -> review(session.id(), told));
  }

  /** Git and the disk are asked outside of any unit. */
  private Map<String, Review.Status> told(Session session) {
    List<Comment> over = stores.transactions().read(() -> over(session.id()));
    return files.statuses(session, over);
  }

  private Review review(SessionId session, Map<String, Review.Status> told) {
    return new Review(
        session,
        stores.comments().version(session),
        stores.comments().list(session).stream()
            .map(comment -> new Review.Item(comment, status(comment, told)))
            .toList());
  }

  private static Review.Status status(Comment comment, Map<String, Review.Status> told) {
    return comment.isDraft()
        ? Review.Status.DRAFT
        : told.getOrDefault(comment.id(), Review.Status.SENT);
  }

  /** Those whose message a turn has had that is over. */
  private List<Comment> over(SessionId session) {
    Map<Integer, Boolean> ended = new HashMap<>();
    return stores.comments().list(session).stream()
        .filter(comment ->
            Optional.ofNullable(comment.sent())
                .map(Comment.Sent::turn)
                .filter(turn -> ended.computeIfAbsent(turn, number -> hasEnded(session, number)))
                .isPresent())
        .toList();
  }

  private boolean hasEnded(SessionId session, int turn) {
    return stores.turns().find(session, turn).filter(found -> !found.isOpen()).isPresent();
  }

  /**
   * Puts a draft in place of the session's; what was sent stays.
   *
   * @throws DraftChangedException if somebody else changed it since it was read
   * @throws ReviewRefusedException if the session changes nothing, the draft names a comment that
   *     it did not hold, or is too long for one message
   */
  public Review replace(Session session, Draft wanted, Consumer<Review> withCommit) {
    SessionId id = session.id();
    Map<String, Review.Status> told = told(session);
    return stores
        .transactions()
        .write(() -> {
          requireChange(id);
          requireVersion(id, wanted.version());
          List<Comment> draft = merged(id, wanted);
          requireShort(draft);
          stores.comments().replaceDraft(id, wanted.version(), draft);
          Review done = review(id, told);
          withCommit.accept(done);
          return done;
        });
  }

  /** Whatever the draft holds is gone; does nothing where it holds nothing. */
  public void discard(Session session, Runnable withCommit) {
    SessionId id = session.id();
    stores
        .transactions()
        .write(() -> {
          if (!draft(id).isEmpty()) {
            stores.comments().replaceDraft(id, stores.comments().version(id), List.of());
          }
          withCommit.run();
        });
  }

  /**
   * Sends the draft as one follow-up, whose commit records too with what the comments went out.
   *
   * @throws DraftChangedException if it has another version than was read
   * @throws ReviewRefusedException if it is empty
   * @throws dev.orch.domain.session.IllegalTransitionException if the session takes none any more
   */
  public FollowUpResult send(
      Session session, Sending wanted, Actor actor, Consumer<FollowUpResult> withCommit) {
    return sessions.followUp(
        session.id(),
        () -> message(session.id(), wanted),
        wanted.mode(),
        actor,
        result -> {
          recordSent(result, actor);
          withCommit.accept(result);
        });
  }

  private String message(SessionId session, Sending wanted) {
    if (wanted.version() != null) {
      requireVersion(session, wanted.version());
    }
    List<Comment> draft = draft(session);
    if (draft.isEmpty()) {
      throw ReviewRefusedException.nothingToSend(session);
    }
    return ReviewMessage.of(draft);
  }

  private void recordSent(FollowUpResult result, Actor actor) {
    Session session = result.session();
    int count = draft(session.id()).size();
    Comment.Sent with = sentWith(result);
    stores.comments().send(session.id(), with);
    stores
        .events()
        .append(
            new NewEvent(
                EventType.COMMENTS_SENT,
                with.at(),
                session.assignment().project(),
                session.id().value(),
                session.progress().turnCount(),
                actor,
                new CommentsPayload.Sent(count, with.followUp(), turn(result, with))));
  }

  private Comment.Sent sentWith(FollowUpResult result) {
    return switch (result) {
      case FollowUpResult.Kept(Session _, FollowUp kept) ->
          new Comment.Sent(clock.instant(), kept.id(), null);
      case FollowUpResult.Sent(Session session) ->
          new Comment.Sent(clock.instant(), latest(session).orElseThrow().followUpId(), null);
      case FollowUpResult.Answered(Session session, var _) ->
          new Comment.Sent(clock.instant(), null, answeredIn(session));
    };
  }

  private Optional<Turn> latest(Session session) {
    return stores.turns().findLatest(session.id());
  }

  /** An answer goes into the turn that asked; where that is over, the next one begins with it. */
  private int answeredIn(Session session) {
    return latest(session).map(turn -> turn.isOpen() ? turn.number() : turn.number() + 1).orElse(1);
  }

  private static @Nullable Integer turn(FollowUpResult result, Comment.Sent with) {
    return result instanceof FollowUpResult.Sent(Session session)
        ? Integer.valueOf(session.progress().turnCount())
        : with.turn();
  }

  private List<Comment> draft(SessionId session) {
    return stores.comments().list(session).stream().filter(Comment::isDraft).toList();
  }

  private List<Comment> merged(SessionId session, Draft wanted) {
    Map<String, Comment> held =
        draft(session).stream().collect(Collectors.toMap(Comment::id, Function.identity()));
    return wanted.items().stream()
        .map(item -> merged(session, item, held, wanted.shown()))
        .toList();
  }

  /** Each of those that are held is taken once. */
  private Comment merged(
      SessionId session, Wanted item, Map<String, Comment> held, UnaryOperator<String> shown) {
    if (item.id() == null) {
      return new Comment(ids.next(), session, item.spot(), item.quote(), item.text(), null);
    }
    Comment before = held.remove(item.id());
    if (before == null) {
      throw ReviewRefusedException.unknown(item.id());
    }
    return new Comment(
        before.id(),
        session,
        item.spot(),
        kept(before.quote(), item.quote(), shown),
        kept(before.text(), item.text(), shown),
        null);
  }

  private static String kept(String stored, String given, UnaryOperator<String> shown) {
    return given.equals(shown.apply(stored)) ? stored : given;
  }

  private void requireVersion(SessionId session, long read) {
    long stored = stores.comments().version(session);
    if (stored != read) {
      throw new DraftChangedException(session, stored);
    }
  }

  /** The same question that its diff answers with nothing. */
  private void requireChange(SessionId id) {
    boolean changes =
        stores
            .sessions()
            .find(id)
            .filter(session -> session.state() != SessionState.DELETED)
            .flatMap(WorktreeRequest::ofWork)
            .isPresent();
    if (!changes) {
      throw ReviewRefusedException.nothingToReview(id);
    }
  }

  private static void requireShort(List<Comment> draft) {
    int bytes = ReviewMessage.of(draft).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_MESSAGE) {
      throw ReviewRefusedException.tooLong(LONGEST_MESSAGE);
    }
  }
}
