package dev.orch.cli.command.review;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.comment.CommentBody;
import dev.orch.api.comment.CommentSide;
import dev.orch.api.comment.CommentStatus;
import dev.orch.api.comment.CommentView;
import dev.orch.api.comment.CommentsBody;
import dev.orch.api.comment.CommentsView;
import dev.orch.api.comment.SendComments;
import dev.orch.api.session.FollowUpAnswer;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.command.PromptSource;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.ShellWord;
import dev.orch.cli.text.Table;
import dev.orch.cli.view.MessageWords;
import dev.orch.cli.view.SessionWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Comments on a session's change, which go out as one message. */
@Command(
    name = "comments",
    description = {
      "Comments on a session's change: write them one by one, send them as one follow-up.",
      "After its turn each is marked: changed, unchanged or stale."
    },
    footerHeading = "Examples:%n",
    footer = {
      "  orch comments k3v9m2p7qd",
      "  orch comments k3v --add src/api/client.ts:12-14 \"back off here too\"",
      "  orch comments k3v --send"
    })
public final class CommentsCommand implements Callable<Integer> {
  /** How often somebody else may be quicker. */
  private static final int ATTEMPTS = 5;

  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description = "With --add: what to say; - reads it from standard input.")
  private List<String> text = List.of();

  @Option(
      names = "--add",
      paramLabel = "PATH:LINES",
      description = "Add a comment on these lines of the worktree to the draft: 12 or 12-14.")
  private @Nullable String place;

  @Option(names = "--send", description = "Send the draft as one follow-up.")
  private boolean send;

  @Option(names = "--next-turn", description = "With --send: keep it until the turn is over.")
  private boolean nextTurn;

  @Option(names = "--discard", description = "Forget the draft; what was sent stays.")
  private boolean discard;

  /** Works with this context. */
  public CommentsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    requireOne();
    if (place != null) {
      add(QuotedPlace.of(place));
    } else if (send) {
      send();
    } else if (discard) {
      discard();
    } else {
      list();
    }
    return ExitCode.DONE.code();
  }

  private void requireOne() {
    if (Stream.of(place != null, send, discard).filter(asked -> asked).count() > 1) {
      throw CliException.misuse("orch comments: it is one of --add, --send and --discard.");
    }
    if (nextTurn && !send) {
      throw CliException.misuse("orch comments: --next-turn goes with --send.");
    }
    if (text.isEmpty() == (place != null)) {
      throw CliException.misuse(
          place == null
              ? "orch comments: on which lines? orch comments %s --add PATH:LINES \"...\""
                  .formatted(ShellWord.of(id))
              : "orch comments: what is to be said of them? orch comments %s --add %s \"...\""
                  .formatted(ShellWord.of(id), ShellWord.of(place)));
    }
  }

  private void add(QuotedPlace lines) {
    String words =
        new PromptSource(context.input(), context.surroundings().folder())
            .of(String.join(" ", text));
    CommentBody comment = lines.comment(worktree(), words);
    Answer answer = added(comment);
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      CommentsView now = answer.as(CommentsView.class);
      context.output().line("added; the draft has " + counted(drafts(now).size()) + ".");
      adviseSending(now);
    }
  }

  private Path worktree() {
    SessionView session = context.daemon().get(ApiPath.SESSION.with(id)).as(SessionView.class);
    if (session.worktreePath() == null) {
      throw CliException.refused("Session %s has no worktree.".formatted(session.id()));
    }
    return Path.of(session.worktreePath());
  }

  /** Behind what the draft holds, whoever else writes in it meanwhile. */
  private Answer added(CommentBody comment) {
    for (int attempt = 1; ; attempt++) {
      CommentsView read = read().as(CommentsView.class);
      List<CommentBody> items = new ArrayList<>(drafts(read).stream().map(this::kept).toList());
      items.add(comment);
      try {
        return context
            .daemon()
            .put(ApiPath.COMMENTS.with(id), new CommentsBody(read.version(), items));
      } catch (ProblemException e) {
        if (!e.is(ProblemType.COMMENTS_CHANGED) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private CommentBody kept(CommentView view) {
    return new CommentBody(
        view.id(),
        view.path(),
        view.side(),
        view.startLine(),
        view.endLine(),
        view.quote(),
        view.text());
  }

  private void send() {
    FollowUpMode mode = nextTurn ? FollowUpMode.NEXT_TURN : null;
    Answer answer =
        context.daemon().post(ApiPath.COMMENTS_SEND.with(id), new SendComments(null, mode));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return;
    }
    FollowUpAnswer became = answer.as(FollowUpAnswer.class);
    context
        .output()
        .line(
            List.of(
                Cell.of(became.session().id()),
                SessionWord.full(became.session()),
                Cell.of(MessageWords.became(became))));
    if (became.note() != null) {
      context.output().advice(became.note());
    }
    if (became.followUp() != null) {
      context
          .output()
          .advice(
              "orch followup %s --withdraw %s   take them back into the draft"
                  .formatted(became.session().id(), became.followUp().id()));
    }
    context.output().advice("orch logs -f " + became.session().id());
  }

  private void discard() {
    context.daemon().delete(ApiPath.COMMENTS.with(id));
    if (!context.output().choices().json()) {
      context.output().line("The draft of %s is empty.".formatted(id));
    }
  }

  private void list() {
    Answer answer = read();
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return;
    }
    CommentsView comments = answer.as(CommentsView.class);
    if (comments.items().isEmpty()) {
      context.output().advice("No comment.");
      context
          .output()
          .advice(
              "orch comments %s --add PATH:LINES \"...\"   write one".formatted(ShellWord.of(id)));
    } else {
      context.output().table(rows(comments));
      adviseSending(comments);
    }
  }

  private Answer read() {
    return context.daemon().get(ApiPath.COMMENTS.with(id));
  }

  private static Table rows(CommentsView comments) {
    return new Table(
        List.of("STATUS", "WHERE", "TEXT"),
        comments.items().stream()
            .map(comment ->
                List.of(
                    Cell.of(comment.status().name().toLowerCase(Locale.ROOT)),
                    Cell.of(where(comment)),
                    Cell.title(comment.text())))
            .toList());
  }

  private static String where(CommentView comment) {
    String lines =
        comment.startLine() == comment.endLine()
            ? Integer.toString(comment.startLine())
            : comment.startLine() + "-" + comment.endLine();
    String side = comment.side() == CommentSide.OLD ? " (old)" : "";
    return ShellWord.of(comment.path() + ":" + lines) + side;
  }

  private void adviseSending(CommentsView comments) {
    int waiting = drafts(comments).size();
    if (waiting > 0) {
      context
          .output()
          .advice(
              "orch comments %1$s --send   send %2$s as one follow-up        --discard   forget the draft"
                  .formatted(ShellWord.of(id), counted(waiting)));
    }
  }

  private static String counted(int comments) {
    return comments == 1 ? "1 comment" : comments + " comments";
  }

  private static List<CommentView> drafts(CommentsView all) {
    return all.items().stream().filter(one -> one.status() == CommentStatus.DRAFT).toList();
  }
}
