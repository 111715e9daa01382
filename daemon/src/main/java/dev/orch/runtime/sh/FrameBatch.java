package dev.orch.runtime.sh;

import dev.orch.runtime.Arrival;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.OutputTruncated;
import java.util.ArrayList;
import java.util.List;

/** The frames of one take, so many that one commit may hold them. */
final class FrameBatch {
  private static final int MAX_FRAMES = 512;
  private static final long MAX_BYTES = 1024 * 1024;

  private final List<Arrival> arrivals = new ArrayList<>();
  private long bytes;

  boolean isFull() {
    return arrivals.size() >= MAX_FRAMES || bytes >= MAX_BYTES;
  }

  boolean isEmpty() {
    return arrivals.isEmpty();
  }

  void add(OutputFrame frame) {
    arrivals.add(frame);
    bytes += frame.length();
  }

  void add(OutputTruncated truncated) {
    arrivals.add(truncated);
  }

  List<Arrival> arrivals() {
    return arrivals;
  }
}
