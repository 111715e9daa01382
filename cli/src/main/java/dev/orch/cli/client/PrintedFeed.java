package dev.orch.cli.client;

import dev.orch.api.output.PrintedChunk;
import java.util.function.Consumer;

/**
 * What the process of a turn prints: what is there, then what comes until the turn has ended,
 * without gap or double, through restarts of the daemon.
 */
public final class PrintedFeed {
  private final DaemonClient daemon;
  private final String target;
  private final Consumer<String> notice;
  private long place;

  /**
   * Reads from the beginning.
   *
   * @param target of the log, with the turn, so that a newer one is not taken for it
   * @param notice told when the connection is lost
   */
  public PrintedFeed(DaemonClient daemon, String target, Consumer<String> notice) {
    this.daemon = daemon;
    this.target = target;
    this.notice = notice;
  }

  /**
   * A piece as it came.
   *
   * @param json the whole of it
   */
  public record Piece(String json) {
    /** What was printed. */
    public String text() {
      return Json.read(json, PrintedChunk.class).text();
    }
  }

  /**
   * Hands over what comes, until the turn has ended or this thread, a virtual one, is interrupted.
   *
   * @throws dev.orch.cli.failure.NoDaemonException if there is no daemon for a minute
   */
  public void follow(Consumer<Piece> reader) {
    new LiveStream(daemon, notice, LiveStream.PATIENCE)
        .follow(
            new LiveStream.Listener() {
              @Override
              public String target() {
                return target;
              }

              @Override
              public long place() {
                return place;
              }

              @Override
              public LiveStream.Then take(LiveStream.Message message) {
                if (message.type().equals("end")) {
                  return LiveStream.Then.END;
                }
                reader.accept(new Piece(message.data()));
                place = Long.parseLong(message.id());
                return LiveStream.Then.GO_ON;
              }
            });
  }
}
