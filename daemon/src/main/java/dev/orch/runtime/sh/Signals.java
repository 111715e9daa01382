package dev.orch.runtime.sh;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.function.BooleanSupplier;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Sends signals without starting a process. On Linux through a file descriptor of the process
 * ({@code pidfd_open(2)}), which cannot come to mean another one; elsewhere, and on kernels before
 * 5.3, by {@code kill(2)}. Any thread may call it.
 */
final class Signals {
  static final int INTERRUPT = 2;
  static final int KILL = 9;
  static final int TERMINATE = 15;

  /** The same on every architecture: new system calls share their numbers since Linux 5.1. */
  private static final long PIDFD_SEND_SIGNAL = 424;

  private static final long PIDFD_OPEN = 434;

  private final IntBinaryOperator kill;
  private final IntUnaryOperator close;
  private final LongUnaryOperator openProcess;
  private final LongBinaryOperator signalOpened;

  /** Linux counts otherwise than the BSDs. */
  private final boolean linux = System.getProperty("os.name").equals("Linux");

  private Signals(
      IntBinaryOperator kill,
      IntUnaryOperator close,
      LongUnaryOperator openProcess,
      LongBinaryOperator signalOpened) {
    this.kill = kill;
    this.close = close;
    this.openProcess = openProcess;
    this.signalOpened = signalOpened;
  }

  static Signals open() {
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    MethodHandle kill = function("kill", FunctionDescriptor.of(number, number, number));
    MethodHandle close = function("close", FunctionDescriptor.of(number, number));
    boolean linux = System.getProperty("os.name").equals("Linux");
    return new Signals(
        MethodHandleProxies.asInterfaceInstance(IntBinaryOperator.class, kill),
        MethodHandleProxies.asInterfaceInstance(IntUnaryOperator.class, close),
        linux ? pidfdOpen() : _ -> -1,
        linux ? pidfdSendSignal() : (_, _) -> -1);
  }

  /** SIGSTOP: the process does nothing until {@link #goOn}; it cannot refuse. */
  int stop() {
    return linux ? 19 : 17;
  }

  /** SIGCONT. */
  int goOn() {
    return linux ? 18 : 19;
  }

  private static LongUnaryOperator pidfdOpen() {
    return MethodHandleProxies.asInterfaceInstance(
        LongUnaryOperator.class,
        MethodHandles.insertArguments(
            MethodHandles.insertArguments(systemCall(), 2, 0L, 0L, 0L), 0, PIDFD_OPEN));
  }

  private static LongBinaryOperator pidfdSendSignal() {
    return MethodHandleProxies.asInterfaceInstance(
        LongBinaryOperator.class,
        MethodHandles.insertArguments(
            MethodHandles.insertArguments(systemCall(), 3, 0L, 0L), 0, PIDFD_SEND_SIGNAL));
  }

  private static MethodHandle systemCall() {
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    return function(
        "syscall",
        FunctionDescriptor.of(word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1));
  }

  // A native call: Java itself can send no signal but TERM and KILL.
  @SuppressWarnings("restricted")
  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    return linker.downcallHandle(libc.findOrThrow(name), type, options);
  }

  /**
   * Sends it if the process is still the one that is meant. Does nothing if it is gone or not ours.
   *
   * @param pid above 1
   * @param stillMeant asked when the number cannot pass to another process any more or, by {@code
   *     kill(2)}, just before
   */
  void send(long pid, int signal, BooleanSupplier stillMeant) {
    if (pid <= 1) {
      throw new IllegalArgumentException("not a process to signal: " + pid);
    }
    long opened = openProcess.applyAsLong(pid);
    if (opened < 0) {
      if (stillMeant.getAsBoolean()) {
        int _ = kill.applyAsInt((int) pid, signal);
      }
      return;
    }
    try {
      if (stillMeant.getAsBoolean()) {
        long _ = signalOpened.applyAsLong(opened, signal);
      }
    } finally {
      int _ = close.applyAsInt((int) opened);
    }
  }
}
