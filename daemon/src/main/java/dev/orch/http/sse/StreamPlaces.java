package dev.orch.http.sse;

import dev.orch.api.ProblemType;
import dev.orch.domain.operation.Sha256;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places that streams of every kind share: each holds a thread for as long as it is open. One
 * token gets a part of them, so that who forgets to close streams leaves some to the others.
 */
public final class StreamPlaces {
  /** What every stream is. */
  public static final String MEDIA_TYPE = "text/event-stream";

  static final int MOST = 256;
  static final int MOST_OF_A_TOKEN = 32;

  private final ReentrantLock lock = new ReentrantLock();

  /** How many are open, by what tells one token from the others; guarded by the lock. */
  private final Map<String, Integer> open = new HashMap<>();

  /** Of all tokens; guarded by the lock. */
  private int all;

  /**
   * An answer that holds a place until it is written.
   *
   * @param holder whose token it counts for
   * @throws RequestRefusedException if too many are open
   */
  Response open(Request holder, Response.Stream stream) {
    return open(token(holder), stream);
  }

  Response open(String token, Response.Stream stream) {
    take(token);
    return Response.live(
        MEDIA_TYPE,
        outlet -> {
          try {
            stream.writeTo(outlet);
          } finally {
            giveBack(token);
          }
        });
  }

  /** Not the token itself, which nobody keeps for longer than he must. */
  private static String token(Request holder) {
    String sent = holder.head().token().orElse("");
    return Sha256.begin().with(sent.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private void take(String token) {
    lock.lock();
    try {
      int mine = open.getOrDefault(token, 0);
      if (mine == MOST_OF_A_TOKEN) {
        throw tooMany("%d streams are open with this token".formatted(mine));
      }
      if (all == MOST) {
        throw tooMany("%d streams are open".formatted(all));
      }
      open.put(token, mine + 1);
      all++;
    } finally {
      lock.unlock();
    }
  }

  private static RequestRefusedException tooMany(String detail) {
    return new RequestRefusedException(ProblemType.TOO_MANY_STREAMS, detail);
  }

  private void giveBack(String token) {
    lock.lock();
    try {
      open.computeIfPresent(token, (_, mine) -> mine == 1 ? null : mine - 1);
      all--;
    } finally {
      lock.unlock();
    }
  }

  /** As it goes over the network. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
