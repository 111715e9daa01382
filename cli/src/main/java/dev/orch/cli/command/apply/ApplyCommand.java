package dev.orch.cli.command.apply;

import dev.orch.api.ApiPath;
import dev.orch.api.apply.ApplyBody;
import dev.orch.api.apply.ApplyPreview;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.command.SessionAnswer;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.ShellWord;
import dev.orch.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a session's whole change into the project's checkout, or back. */
@Command(
    name = "apply",
    description =
        "Take a session's whole change into the project's checkout, not committed. Again: what"
            + " followed.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch apply k3v9m2p7qd",
      "  orch apply k3v --dry-run   what it would do",
      "  orch apply k3v --except src/main.c   all but that file",
      "  orch apply k3v --undo      take back what you have not committed"
    })
public final class ApplyCommand implements Callable<Integer> {
  private static final String COMPARING = "comparing with the checkout";

  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Applicable.class,
      description = "Id, or the beginning of one.")
  private String id;

  @ArgGroup private Way way = new Way();

  /** One of them at most. */
  private static final class Way {
    @ArgGroup(exclusive = false)
    private Taking taking = new Taking();

    @Option(names = "--undo", description = "Take back what was applied, byte for byte.")
    private boolean undo;
  }

  /** How it is taken home. */
  private static final class Taking {
    @Option(names = "--dry-run", description = "Say what it would do, and do nothing.")
    private boolean dryRun;

    @Option(
        names = "--except",
        paramLabel = "PATH",
        description =
            "Leave that file or folder as it is in the checkout, and take the rest. Named from here,"
                + " or as --dry-run shows it. May be given more than once.")
    private List<String> except = new ArrayList<>();

    /** What does it: with the paths as they were typed, which are right where this was typed. */
    String command(String id) {
      return "orch apply "
          + id
          + except.stream()
              .map(path -> " --except " + ShellWord.of(path))
              .collect(Collectors.joining());
    }
  }

  /** Works with this context. */
  public ApplyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (way.taking.dryRun) {
      return preview();
    }
    context.refuseInsideAgent("take changes home");
    return way.undo ? undo() : apply();
  }

  private Answer preview(List<String> except) {
    UrlQuery query = new UrlQuery();
    except.forEach(path -> query.add("except", path));
    return context
        .output()
        .during(COMPARING, () -> context.daemon().get(ApiPath.APPLY.with(id) + query));
  }

  private List<String> except() {
    return new ExceptedPaths(context, id).named(way.taking.except);
  }

  private int preview() {
    Answer answer = preview(except());
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    ApplyPreview preview = answer.as(ApplyPreview.class);
    show(preview);
    context.output().advice("Nothing was changed. " + whatNext(preview));
    return (preview.conflicts().isEmpty() ? ExitCode.DONE : ExitCode.PROBLEM).code();
  }

  private String whatNext(ApplyPreview preview) {
    boolean free = preview.conflicts().isEmpty();
    if (free && preview.files().isEmpty()) {
      return "There is nothing to do.";
    }
    SessionView session = context.daemon().get(ApiPath.SESSION.with(id)).as(SessionView.class);
    if (isAtWork(session)) {
      return "It can be taken home once the session has ended: orch wait " + id;
    }
    String command = way.taking.command(id);
    if (free) {
      return "Do it: " + command;
    }
    return preview.hint() == null
        ? "Commit, stash or move away what is in the way, then: " + command
        : "What to do: " + preview.hint();
  }

  private static boolean isAtWork(SessionView session) {
    return switch (session.state()) {
      case CREATED, RUNNING, WAITING_FOR_USER -> true;
      case COMPLETED, FAILED, STOPPED, ARCHIVED, DELETED -> false;
    };
  }

  private int apply() {
    List<String> except = except();
    ApplyPreview seen = preview(except).as(ApplyPreview.class);
    boolean written = !seen.files().isEmpty();
    Answer answer =
        context
            .output()
            .during(
                written && seen.conflicts().isEmpty() ? "taking it home" : COMPARING,
                () ->
                    context
                        .daemon()
                        .post(ApiPath.APPLY.with(id), new ApplyBody(seen.planHash(), except)));
    if (!context.output().choices().json()) {
      show(seen);
    }
    new SessionAnswer(context)
        .show(answer, written ? "look at it: git status, git diff; then: git commit" : "");
    if (written) {
      context.output().advice("take it back: orch apply %s --undo".formatted(id));
    }
    return ExitCode.DONE.code();
  }

  private int undo() {
    Answer answer =
        context
            .output()
            .during("putting back", () -> context.daemon().delete(ApiPath.APPLY.with(id)));
    new SessionAnswer(context)
        .show(
            answer,
            "The checkout has nothing of it but what you have committed. Once more: orch apply "
                + id);
    return ExitCode.DONE.code();
  }

  private void show(ApplyPreview preview) {
    List<List<Cell>> rows = new ArrayList<>();
    preview
        .files()
        .forEach(
            file -> rows.add(row(file.change().name().toLowerCase(Locale.ROOT), file.path(), "")));
    preview.leftOut().forEach(one -> rows.add(row("left out", one.path(), one.why())));
    preview.conflicts().forEach(one -> rows.add(row("in the way", one.path(), one.why())));
    if (rows.isEmpty()) {
      context.output().line("The checkout has all of it.");
    } else {
      context.output().table(new Table(List.of(), rows));
    }
  }

  private static List<Cell> row(String word, String path, String why) {
    return List.of(Cell.of(word), Cell.of(ShellWord.of(path)), Cell.of(why));
  }
}
