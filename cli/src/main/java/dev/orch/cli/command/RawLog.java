package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.output.LogTail;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Output;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.PrintedFeed;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a session's agent printed, as it is: for programs byte for byte, on a terminal harmless.
 *
 * @param session id, or the beginning of one
 */
record RawLog(DaemonClient daemon, Output output, String session) {

  /** The newest lines of all turns; how many is the daemon's to say where it is not said. */
  void tail(@Nullable Integer lines) {
    Answer answer = daemon.get(ApiPath.LOG_TAIL.with(session) + new UrlQuery().add("lines", lines));
    if (output.choices().json()) {
      output.json(answer.body());
    } else {
      answer.as(LogTail.class).items().forEach(line -> output.line(line.text()));
    }
  }

  /** All that a turn printed to one of its streams; null for the newest and standard output. */
  void print(@Nullable Integer turn, @Nullable String stream) {
    daemon.read(
        target(turn, stream),
        bytes -> {
          try {
            output.printed(bytes);
            return true;
          } catch (IOException e) {
            throw CliException.refused("The log broke off: " + e.getMessage());
          }
        });
  }

  /** The same, and what comes until the turn has ended. */
  void follow(@Nullable Integer turn, @Nullable String stream) {
    int followed =
        turn == null
            ? daemon.get(ApiPath.SESSION.with(session)).as(SessionView.class).turnCount()
            : turn;
    PrintedFeed feed = new PrintedFeed(daemon, target(followed, stream), output::advice);
    output.whileRead(() -> feed.follow(this::print));
  }

  private void print(PrintedFeed.Piece piece) {
    if (output.choices().json()) {
      output.json(piece.json());
    } else {
      output.printed(piece.text());
    }
  }

  private String target(@Nullable Integer turn, @Nullable String stream) {
    return ApiPath.LOG.with(session) + new UrlQuery().add("turn", turn).add("stream", stream);
  }
}
