package dev.orch.http.sse;

import dev.orch.api.ProblemType;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** The places that streams of every kind share: each holds a thread for as long as it is open. */
public final class StreamPlaces {
  /** What every stream is. */
  public static final String MEDIA_TYPE = "text/event-stream";

  private static final int MOST = 256;

  /** One permit per open stream. */
  private final Semaphore places = new Semaphore(MOST);

  /**
   * An answer that holds a place until it is written.
   *
   * @throws RequestRefusedException if too many are open
   */
  Response open(Response.Stream stream) {
    if (!places.tryAcquire()) {
      throw new RequestRefusedException(
          ProblemType.TOO_MANY_STREAMS, "%d streams are open".formatted(MOST));
    }
    return Response.live(
        MEDIA_TYPE,
        outlet -> {
          try {
            stream.writeTo(outlet);
          } finally {
            places.release();
          }
        });
  }

  /** As it goes over the network. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
