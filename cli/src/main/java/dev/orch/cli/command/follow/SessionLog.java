package dev.orch.cli.command.follow;

import dev.orch.api.ApiPath;
import dev.orch.api.session.SessionView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.EventFeed;
import dev.orch.cli.client.StreamedEvent;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.view.EventLines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What was said and done in a session, line by line, or as the events for who wants JSON. */
public final class SessionLog {
  private static final int WHO = 7;

  private final CommandContext context;
  private final DaemonClient daemon;
  private final String session;
  private final EventFeed feed;
  private final EventLines lines;

  /** Of this session, from its beginning. */
  public SessionLog(CommandContext context, DaemonClient daemon, SessionView session) {
    this.context = context;
    this.daemon = daemon;
    this.session = session.id();
    this.feed =
        new EventFeed(
            daemon, new UrlQuery().add("session", session.id()), 0, context.output()::advice);
    this.lines = new EventLines(session.agent(), new Prompts(daemon, session.id())::find);
  }

  /** Prints what is there and was not printed. */
  public void printRecorded() {
    feed.read(this::print);
  }

  /**
   * Prints what comes until the session is as wanted, and all that led there.
   *
   * @return whether it was not so at once
   */
  public boolean follow(Predicate<SessionView> until) {
    // what is so when the daemon is asked may have become so behind events still to come
    boolean now = until.test(session());
    if (!now) {
      context
          .output()
          .whileRead(() ->
              feed.follow(event -> {
                // asked first: an event whose taking fails comes again, and is printed once
                boolean more = !event.type().startsWith("session.") || !until.test(session());
                print(event);
                return more;
              }));
    }
    printRecorded();
    return !now;
  }

  /** As it is now. */
  public SessionView session() {
    return daemon.get(ApiPath.SESSION.with(session)).as(SessionView.class);
  }

  private void print(StreamedEvent event) {
    if (context.output().choices().json()) {
      context.output().json(event.json().toString());
      return;
    }
    String time = Ages.at(event.at(), context.now(), context.output().choices().zone());
    for (EventLines.Line line : lines.of(event)) {
      context
          .output()
          .line(
              List.of(
                  Cell.of(time), Cell.of(("%-" + WHO + "s").formatted(line.who())), line.what()));
    }
  }

  /** The prompts of a session's turns, asked for again when an unknown turn begins. */
  private static final class Prompts {
    private final DaemonClient daemon;
    private final String session;
    private final Map<Integer, String> known = new HashMap<>();

    Prompts(DaemonClient daemon, String session) {
      this.daemon = daemon;
      this.session = session;
    }

    Optional<String> find(int turn) {
      if (!known.containsKey(turn)) {
        daemon.turns(session).forEach(each -> known.put(each.number(), each.prompt()));
      }
      return Optional.ofNullable(known.get(turn));
    }
  }
}
