package dev.orch.cli.command.sessions;

import dev.orch.api.ApiPath;
import dev.orch.api.Page;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Mark;
import dev.orch.cli.text.Suggestion;
import dev.orch.cli.view.AskedState;
import dev.orch.cli.view.SessionRows;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists sessions. */
@Command(
    name = "list",
    description = "List sessions, newest first.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch sessions list",
      "  orch sessions list --project my-app --state working",
      "  orch sessions list --search \"retry billing\"",
      "  orch sessions list --json | jq -r '.items[].id'"
    })
public final class SessionsListCommand implements Callable<Integer> {
  /** Who asks for this state wants those in it shown. */
  private static final String ARCHIVED = "archived";

  private final CommandContext context;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Of this project.")
  private @Nullable String project;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      completionCandidates = Candidates.ListedStates.class,
      description = "In this state: working, needs-you, queued, done, failed, stopped or archived.")
  private @Nullable String state;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      completionCandidates = Candidates.Agents.class,
      description = "Of this agent.")
  private @Nullable String agent;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      completionCandidates = Candidates.Actions.class,
      description = "With this action.")
  private @Nullable String action;

  @Option(
      names = "--search",
      paramLabel = "WORDS",
      description =
          "In which one title, prompt, message, plan, question or answer says this: words, beginnings"
              + " (cach*), \"phrases\".")
  private @Nullable String search;

  @Option(names = "--archived", description = "Archived ones too.")
  private boolean archived;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1-500.")
  private @Nullable Integer limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "The page behind this one.")
  private @Nullable String cursor;

  /** Works with this context. */
  public SessionsListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ShownUnder.Listed listed = state == null ? standing(null) : asked(AskedState.of(state));
    if (context.output().choices().json()) {
      context.output().json(listed.answer().body());
    } else {
      show(listed.answer().pageOf(SessionView.class));
      if (listed.more() > 0) {
        context.output().advice("%d more: name a larger --limit".formatted(listed.more()));
      }
    }
    return ExitCode.DONE.code();
  }

  private ShownUnder.Listed asked(AskedState asked) {
    return switch (asked) {
      case AskedState.Shown(Mark mark) ->
          new ShownUnder(context.daemon(), mark, archived, this::filters).page(limit, cursor);
      case AskedState.Stored stored -> standing(stored.wireName());
    };
  }

  /** Those in this state of the API; null for any. */
  private ShownUnder.Listed standing(@Nullable String standing) {
    UrlQuery query =
        filters()
            .add("state", standing)
            .add("archived", archived || ARCHIVED.equals(standing) ? "true" : null)
            .add("limit", limit)
            .add("cursor", cursor);
    return new ShownUnder.Listed(context.daemon().get(ApiPath.SESSIONS.with() + query), 0);
  }

  /** What any session has to fit, in whatever state it is. */
  private UrlQuery filters() {
    return new UrlQuery()
        .add("project", project)
        .add("agent", agent)
        .add("action", action)
        .add("q", search);
  }

  private void show(Page<SessionView> page) {
    if (page.items().isEmpty() && page.nextCursor() == null) {
      context.output().advice(nothing());
      return;
    }
    context.output().table(SessionRows.of(page.items(), context.now()));
    if (page.nextCursor() != null) {
      Suggestion next =
          again(archived).option("--limit", limit).option("--cursor", page.nextCursor());
      context.output().advice("more: " + next);
    }
  }

  private String nothing() {
    if (fitArchived()) {
      return "No session but archived ones: " + again(true);
    }
    boolean any = Stream.of(project, state, agent, action, search).allMatch(Objects::isNull);
    return any
        ? "No session. Start one: orch send claude implement PROJECT \"...\""
        : "No session fits.";
  }

  /** Whether there would be some if archived ones were asked for. */
  private boolean fitArchived() {
    UrlQuery query = filters().add("state", ARCHIVED).add("archived", "true").add("limit", 1);
    return !archived
        && state == null
        && !context
            .daemon()
            .get(ApiPath.SESSIONS.with() + query)
            .pageOf(SessionView.class)
            .items()
            .isEmpty();
  }

  /** The same list again. */
  private Suggestion again(boolean withArchived) {
    return new Suggestion("orch sessions list")
        .option("--project", project)
        .option("--state", state)
        .option("--agent", agent)
        .option("--action", action)
        .option("--search", search)
        .flag("--archived", withArchived);
  }
}
