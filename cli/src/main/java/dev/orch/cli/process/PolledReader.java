package dev.orch.cli.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.NoSuchElementException;
import java.util.function.IntUnaryOperator;

/**
 * The reader of a file descriptor of this process, by poll(2): a pipe or socket that nobody reads
 * any more has an error to report at once, long before something is written to it. Waits in the
 * kernel, where an interrupt does not reach it.
 */
public final class PolledReader implements OutputReader {
  /** {@code struct pollfd { int fd; short events; short revents; }}, on Linux and macOS alike. */
  private static final MemoryLayout POLLFD =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("fd"),
          ValueLayout.JAVA_SHORT.withName("events"),
          ValueLayout.JAVA_SHORT.withName("revents"));

  /** The count has the width of a register here, whether nfds_t is an int or a long. */
  private static final FunctionDescriptor POLL =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);

  private static final long EVENTS = 4;
  private static final long REPORTED = 6;

  /** POLLRDBAND, which output never has; macOS reports no error to who asks for nothing. */
  private static final short NOTHING = 0x80;

  private static final int FOR_EVER = -1;

  private final int descriptor;

  /** Of that descriptor; 1 is standard output. */
  public PolledReader(int descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public void awaitGone() throws InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment asked = arena.allocate(POLLFD);
      asked.set(ValueLayout.JAVA_INT, 0, descriptor);
      asked.set(ValueLayout.JAVA_SHORT, EVENTS, NOTHING);
      IntUnaryOperator poll = poll(asked);
      while (asked.get(ValueLayout.JAVA_SHORT, REPORTED) == 0) {
        int _ = poll.applyAsInt(FOR_EVER); // without a report when a signal comes in between
      }
    } catch (UnsupportedOperationException | NoSuchElementException | IllegalCallerException e) {
      OutputReader.UNKNOWN.awaitGone(); // this JVM or system has no such call
    }
  }

  // A native call: Java itself knows of a reader that has left only when it writes.
  @SuppressWarnings("restricted")
  private static IntUnaryOperator poll(MemorySegment asked) {
    Linker linker = Linker.nativeLinker();
    MethodHandle function = linker.downcallHandle(linker.defaultLookup().findOrThrow("poll"), POLL);
    return MethodHandleProxies.asInterfaceInstance(
        IntUnaryOperator.class, MethodHandles.insertArguments(function, 0, asked, 1L));
  }
}
