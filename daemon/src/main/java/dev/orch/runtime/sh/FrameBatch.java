package dev.orch.runtime.sh;

import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.Signal;
import java.util.ArrayList;
import java.util.List;

/** The frames of one take, so many that one commit may hold them. */
final class FrameBatch {
  private static final int MAX_FRAMES = 512;
  private static final long MAX_BYTES = 1024 * 1024;

  private final List<Signal> signals = new ArrayList<>();
  private long bytes;

  boolean isFull() {
    return signals.size() >= MAX_FRAMES || bytes >= MAX_BYTES;
  }

  boolean isEmpty() {
    return signals.isEmpty();
  }

  void add(OutputFrame frame) {
    signals.add(frame);
    bytes += frame.length();
  }

  List<Signal> signals() {
    return signals;
  }
}
