package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.Page;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.EventFeed;
import dev.orch.cli.client.StreamedEvent;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Suggestion;
import dev.orch.cli.text.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows the event log. */
@Command(
    name = "events",
    description = "The event log: every change of state, with who and why.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch events -f",
      "  orch events --session k3v9m2p7qd --type 'session.*'",
      "  orch events -f --json --after 1200"
    })
public final class EventsCommand implements Callable<Integer> {
  private static final int TYPE = 23;

  private final CommandContext context;

  @Option(
      names = {"-f", "--follow"},
      description = "Show the newest, or all behind --after, then what comes, until interrupted.")
  private boolean follow;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Of this project.")
  private @Nullable String project;

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Of this session.")
  private @Nullable String session;

  @Option(names = "--type", paramLabel = "TYPE", description = "Of this type; * stands for any.")
  private @Nullable String type;

  @Option(
      names = "--after",
      paramLabel = "SEQ",
      description = "Behind this sequence number, the oldest first; else the newest are shown.")
  private @Nullable Long after;

  @Option(names = "--before", paramLabel = "SEQ", description = "Before this sequence number.")
  private @Nullable Long before;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1-500.")
  private @Nullable Integer limit;

  /** Works with this context. */
  public EventsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (follow && before != null) {
      throw CliException.misuse("orch events: it is either -f or --before.");
    }
    DaemonClient daemon = follow ? context.followedDaemon() : context.daemon();
    UrlQuery filters =
        new UrlQuery().add("project", project).add("session", session).add("type", type);
    if (follow) {
      follow(daemon, filters);
      return ExitCode.DONE.code();
    }
    UrlQuery query = filters.add("after", after).add("before", end()).add("limit", limit);
    Answer answer = daemon.get(ApiPath.EVENTS.with() + query);
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      show(answer.pageOf(JsonNode.class));
    }
    return ExitCode.DONE.code();
  }

  /** Before the end of the log stand the newest, which are meant where no place is named. */
  private @Nullable Long end() {
    return before == null && after == null ? Long.valueOf(Long.MAX_VALUE) : before;
  }

  private void follow(DaemonClient daemon, UrlQuery filters) {
    long from = after == null ? 0 : after;
    EventFeed feed = new EventFeed(daemon, filters, from, context.output()::advice);
    if (after == null) {
      feed.readNewest(limit, this::print);
    } else {
      feed.read(this::print);
    }
    context
        .output()
        .whileRead(() ->
            feed.follow(event -> {
              print(event);
              return true;
            }));
  }

  private void show(Page<JsonNode> page) {
    List<StreamedEvent> events = page.items().stream().map(StreamedEvent::new).toList();
    events.forEach(this::print);
    if (page.nextCursor() != null && !events.isEmpty()) {
      boolean forwards = after != null;
      Suggestion more =
          new Suggestion("orch events")
              .option("--project", project)
              .option("--session", session)
              .option("--type", type)
              .option("--after", forwards ? Long.valueOf(events.getLast().seq()) : null)
              .option("--before", forwards ? before : Long.valueOf(events.getFirst().seq()))
              .option("--limit", limit);
      context.output().advice((forwards ? "more: " : "older ones: ") + more);
    }
  }

  private void print(StreamedEvent event) {
    if (context.output().choices().json()) {
      context.output().json(event.json().toString());
      return;
    }
    List<Cell> row =
        List.of(
            Cell.of("%6d".formatted(event.seq())),
            Cell.of(Ages.at(event.at(), context.now(), context.output().choices().zone())),
            Cell.of(("%-" + TYPE + "s").formatted(event.type())),
            Cell.of("%-10s".formatted(event.sessionId().orElse(""))),
            Cell.title(event.json().path("payload").toString()));
    context.output().table(new Table(List.of(), List.of(row)));
  }
}
