package dev.orch.cli.command.cleanup;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.cleanup.TrashView;
import dev.orch.api.session.OperationView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.FileSize;
import dev.orch.cli.text.Suggestion;
import dev.orch.cli.text.Table;
import dev.orch.cli.view.OperationWords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what deleted sessions left, or removes it for good. */
@Command(
    name = "trash",
    description = "Show what deleted sessions left; --empty removes it for good.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch trash",
      "  orch trash --project my-app",
      "  orch trash --empty 7hq2m9xk4d",
      "  orch trash --empty   all of it"
    })
public final class TrashCommand implements Callable<Integer> {
  private static final List<String> HEADINGS =
      List.of("ID", "SESSION", "SIZE", "DELETED", "GOES IN", "BRANCH");

  /** What is shorter stands for nothing but itself. */
  private static final int SHORTEST_BEGINNING = 3;

  private final CommandContext context;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Of this project.")
  private @Nullable String project;

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      description = "Of this session, which is deleted.")
  private @Nullable String session;

  @Option(names = "--empty", description = "Remove it for good.")
  private boolean empty;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      completionCandidates = Candidates.Trashed.class,
      description = "With --empty: one entry; else all that are shown without it.")
  private @Nullable String id;

  @Option(names = "--yes", description = "With --empty: ask nothing.")
  private boolean yes;

  /** Works with this context. */
  public TrashCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DaemonClient daemon = context.daemon();
    if (empty) {
      return empty(daemon);
    }
    if (id != null) {
      throw CliException.misuse("An entry is named with --empty only: orch trash --empty " + id);
    }
    if (context.output().choices().json()) {
      context.output().json(daemon.get(ApiPath.TRASH.with() + filters()).body());
      return ExitCode.DONE.code();
    }
    show(daemon.all(ApiPath.TRASH, filters(), TrashView.class));
    return ExitCode.DONE.code();
  }

  private UrlQuery filters() {
    return new UrlQuery().add("project", project).add("session", session);
  }

  private void show(List<TrashView> entries) {
    if (entries.isEmpty()) {
      boolean any = project == null && session == null;
      context.output().advice(any ? "The trash is empty." : "Nothing of that is in the trash.");
      return;
    }
    context.output().table(new Table(HEADINGS, entries.stream().map(this::row).toList()));
    entries.stream().filter(entry -> entry.operation() != null).forEach(this::tellWork);
    entries.stream()
        .filter(TrashCommand::isThere)
        .findFirst()
        .ifPresent(entry -> context.output().advice("have one back: orch restore " + entry.id()));
  }

  private void tellWork(TrashView entry) {
    String work =
        OperationWords.of(entry.operation(), context.now(), context.output().choices().zone());
    context.output().advice("%s  %s".formatted(entry.sessionId(), work));
  }

  /** What a delete is about to bring can be had back, or removed, once that is over. */
  private static boolean isThere(TrashView entry) {
    OperationView operation = entry.operation();
    return operation == null || operation.kind() != OperationView.Kind.DELETE;
  }

  private List<Cell> row(TrashView entry) {
    String branch = entry.branch();
    return List.of(
        Cell.of(entry.id()),
        Cell.of(entry.sessionId()),
        Cell.of(FileSize.of(entry.sizeBytes())),
        Cell.of(Ages.of(Duration.between(entry.createdAt(), context.now()))),
        Cell.of(Ages.until(Duration.between(context.now(), entry.expiresAt()))),
        Cell.of(branch == null ? "" : branch));
  }

  private int empty(DaemonClient daemon) {
    context.refuseInsideAgent("empty the trash");
    if (id != null && (project != null || session != null)) {
      throw CliException.misuse("Name one entry, or say whose with --project or --session.");
    }
    List<TrashView> meant = meant(daemon.all(ApiPath.TRASH, filters(), TrashView.class));
    if (!yes && !meant.isEmpty() && !isAgreedTo(meant)) {
      context.output().advice("Nothing was removed.");
      return ExitCode.PROBLEM.code();
    }
    context
        .output()
        .during(
            "removing",
            () ->
                meant.stream()
                    .map(entry -> daemon.delete(ApiPath.TRASH_ENTRY.with(entry.id())))
                    .toList());
    context.output().advice("Removed for good: " + meant.size());
    return ExitCode.DONE.code();
  }

  /** The one that is named, else all that can be removed by now. */
  private List<TrashView> meant(List<TrashView> entries) {
    String given = id;
    return given == null
        ? entries.stream().filter(TrashCommand::isThere).toList()
        : List.of(named(given, entries));
  }

  /** As the daemon finds an entry: by its own id, else by what alone begins so. */
  private static TrashView named(String given, List<TrashView> entries) {
    List<TrashView> exact = entries.stream().filter(entry -> entry.id().equals(given)).toList();
    List<TrashView> found =
        exact.isEmpty() ? entries.stream().filter(entry -> begins(entry, given)).toList() : exact;
    if (found.size() > 1) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of("%s: \"%s\"".formatted(ProblemType.AMBIGUOUS_ID.title(), given))
              .with(
                  "candidates", found.stream().map(TrashView::id).collect(Collectors.joining(", ")))
              .with("try", ProblemType.AMBIGUOUS_ID.hint()));
    }
    if (found.isEmpty()) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of("%s: \"%s\"".formatted(ProblemType.TRASH_ENTRY_NOT_FOUND.title(), given))
              .with("try", ProblemType.TRASH_ENTRY_NOT_FOUND.hint()));
    }
    if (!isThere(found.getFirst())) {
      throw CliException.refused(
          "The delete of session %s is still at work on it; nothing was removed."
              .formatted(found.getFirst().sessionId()));
    }
    return found.getFirst();
  }

  private static boolean begins(TrashView entry, String given) {
    return given.length() >= SHORTEST_BEGINNING
        && (entry.id().startsWith(given) || entry.sessionId().startsWith(given));
  }

  private Suggestion again() {
    return new Suggestion("orch trash --empty" + (id == null ? "" : " " + id))
        .option("--project", project)
        .option("--session", session);
  }

  /** Who cannot be asked has to say so beforehand: nothing brings it back. */
  private boolean isAgreedTo(List<TrashView> entries) {
    if (context.output().choices().json() || !context.output().screen().inputIsTerminal()) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of("What is in the trash would be gone for good; nothing was removed.")
              .with("do it", again().flag("--yes", true).toString()));
    }
    context.output().table(new Table(HEADINGS, entries.stream().map(this::row).toList()));
    context.output().line("What is in them will be gone for good.");
    return Inventory.isAgreedTo(context, "Remove? [y/N] ");
  }
}
