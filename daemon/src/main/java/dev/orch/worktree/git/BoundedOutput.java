package dev.orch.worktree.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads a stream to its end on a thread of its own and keeps its beginning. The rest is read too,
 * so that the writer never blocks.
 */
final class BoundedOutput {
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final InputStream stream;
  private final int limit;
  private final Thread reader;
  // Written by the reader, read by others only after they joined it.
  private boolean cut;

  private BoundedOutput(InputStream stream, int limit) {
    this.stream = stream;
    this.limit = limit;
    this.reader = Thread.ofVirtual().unstarted(this::readAll);
  }

  static BoundedOutput of(InputStream stream, int limit) {
    BoundedOutput output = new BoundedOutput(stream, limit);
    output.reader.start();
    return output;
  }

  private void readAll() {
    byte[] buffer = new byte[8192];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        int room = Math.min(n, limit - kept.size());
        kept.write(buffer, 0, room);
        cut |= room < n;
      }
    } catch (IOException _) {
      // The process was killed, or someone it left behind holds the stream: what came, came.
      cut = true;
    }
  }

  /** Waits for the end of the stream; when it does not come in time, the output counts as cut. */
  boolean complete(Duration atMost) throws InterruptedException {
    return reader.join(atMost) && !cut;
  }

  /** What was kept; to be asked only after {@link #complete}. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
