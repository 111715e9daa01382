package dev.orch.worktree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Work that may read no more than the permissions of files allow, whoever tests. Root may read
 * everything: the thread of the work and the processes that it starts do without that, for good.
 */
public final class OwnersRights {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final int PR_CAPBSET_DROP = 24;
  private static final long CAP_DAC_OVERRIDE = 1;
  private static final long CAP_DAC_READ_SEARCH = 2;
  private static final int OVERRIDING = 1 << CAP_DAC_OVERRIDE | 1 << CAP_DAC_READ_SEARCH;
  private static final int VERSION = 0x20080522;

  private OwnersRights() {}

  /** What it gives. */
  public static <T> T call(Callable<T> work) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          if (ROOT) {
            giveUp();
          }
          return work.call();
        });
    Thread.ofPlatform().start(task);
    return task.get();
  }

  /** Gives a file or folder these permissions, as {@code rwx------}. */
  public static void permit(Path path, String permissions) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** As the system declares it. */
  public interface Control {
    int of(int option, long argument);
  }

  /** As the system declares it. */
  public interface Capabilities {
    int of(MemorySegment header, MemorySegment sets);
  }

  private static void giveUp() {
    Control control =
        MethodHandleProxies.asInterfaceInstance(
            Control.class,
            function(
                "prctl",
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
                Linker.Option.firstVariadicArg(1)));
    require(control.of(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE));
    require(control.of(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(ValueLayout.JAVA_INT, 2);
      header.setAtIndex(ValueLayout.JAVA_INT, 0, VERSION);
      MemorySegment sets = arena.allocate(ValueLayout.JAVA_INT, 6);
      require(capabilities("capget").of(header, sets));
      for (int set = 0; set < 3; set++) {
        int given = sets.getAtIndex(ValueLayout.JAVA_INT, set);
        sets.setAtIndex(ValueLayout.JAVA_INT, set, given & ~OVERRIDING);
      }
      require(capabilities("capset").of(header, sets));
    }
  }

  private static Capabilities capabilities(String name) {
    return MethodHandleProxies.asInterfaceInstance(
        Capabilities.class,
        function(
            name,
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)));
  }

  // A native call: Java itself can give up no rights.
  @SuppressWarnings("restricted")
  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }

  private static void require(int result) {
    if (result != 0) {
      throw new IllegalStateException("the rights of root cannot be given up");
    }
  }
}
