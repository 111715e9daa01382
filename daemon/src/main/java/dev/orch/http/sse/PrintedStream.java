package dev.orch.http.sse;

import dev.orch.api.output.PrintedChunk;
import dev.orch.api.output.PrintedEnd;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.json.Json;
import dev.orch.store.EventLog;
import dev.orch.turn.TurnOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What the process of a turn prints as server-sent events: what is there first, then what comes,
 * until the turn has ended. A reader's place is an offset in bytes, so that one that comes back
 * with {@code Last-Event-ID} goes on without gap or double.
 */
public final class PrintedStream {
  private static final String OUTPUT = "output";
  private static final String END = "end";

  /** What the data of each event is, by its name. */
  public static final Map<String, Class<?>> EVENTS =
      Map.of(OUTPUT, PrintedChunk.class, END, PrintedEnd.class);

  private static final int CHUNK = 16 * 1024;
  private static final int LONGEST_CHARACTER = 4;

  /** Nobody tells of bytes that are no event yet. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final StreamPlaces places;
  private final EventLog log;
  private final Duration heartbeat;

  /**
   * Looks again whenever something is committed, and often enough in between.
   *
   * @param heartbeat how long a reader hears nothing at most
   */
  public PrintedStream(StreamPlaces places, EventLog log, Duration heartbeat) {
    this.places = places;
    this.log = log;
    this.heartbeat = heartbeat;
  }

  /**
   * A stream of what stands behind a place.
   *
   * @param holder who asks for it
   * @param from in bytes from the beginning
   * @throws RequestRefusedException if too many are open
   */
  public Response open(Request holder, TurnOutput.Printed printed, long from) {
    return places.open(holder, outlet -> follow(printed, from, outlet));
  }

  private void follow(TurnOutput.Printed printed, long from, Response.Outlet outlet)
      throws IOException, InterruptedException {
    long place = from;
    long said = System.nanoTime();
    outlet.write(StreamPlaces.bytes(": connected\n\n"));
    while (!Thread.currentThread().isInterrupted()) {
      long seq = log.lastSeq();
      TurnOutput.Extent extent = printed.extent();
      if (extent.end() < place) {
        place = 0; // what is shown never shrinks: its agent has emptied it and begins anew
      }
      if (place < extent.end()) {
        place = tell(printed, place, extent, outlet);
        said = System.nanoTime();
      } else if (extent.isFinal()) {
        outlet.write(StreamPlaces.bytes(end(printed.turn(), place)));
        return;
      } else {
        if (System.nanoTime() - said >= heartbeat.toNanos()) {
          outlet.write(StreamPlaces.bytes(": heartbeat\n\n"));
          said = System.nanoTime();
        }
        log.awaitAfter(seq, LOOK);
      }
    }
  }

  /** Gives the place behind what was told. */
  private static long tell(
      TurnOutput.Printed printed, long place, TurnOutput.Extent extent, Response.Outlet outlet)
      throws IOException {
    int length = (int) Math.min(CHUNK, extent.end() - place);
    byte[] bytes = printed.read(place, length);
    int whole = place + length < extent.end() ? wholeCharacters(bytes) : length;
    String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
    long behind = place + whole;
    outlet.write(
        StreamPlaces.bytes(
            "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(behind, OUTPUT, Json.text(new PrintedChunk(place, text)))));
    return behind;
  }

  private static String end(int turn, long place) {
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(place, END, Json.text(new PrintedEnd(turn, place)));
  }

  /** How many bytes end between two characters; what is no UTF-8 is cut anywhere. */
  private static int wholeCharacters(byte[] bytes) {
    for (int i = bytes.length - 1; i > 0 && i >= bytes.length - LONGEST_CHARACTER; i--) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return bytes[i] < 0 ? i : bytes.length;
      }
    }
    return bytes.length;
  }
}
