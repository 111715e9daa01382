package dev.orch.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether there is room for sessions in the state folder.
 *
 * @param needed in bytes
 */
record DiskTraces(Path stateFolder, long needed) implements Supplier<List<Trace>> {
  private static final long MEBIBYTE = 1L << 20;

  /** What the daemon usually wants. */
  static final long USUAL = 1024 * MEBIBYTE;

  @Override
  public List<Trace> get() {
    if (!Files.exists(stateFolder)) {
      return List.of();
    }
    try {
      long free = Files.getFileStore(stateFolder).getUsableSpace();
      return free >= needed
          ? List.of()
          : List.of(
              Trace.told(
                  "disk_low",
                  "%d MiB are free at %s: no session is started"
                      .formatted(free / MEBIBYTE, stateFolder),
                  stateFolder,
                  "make room there"));
    } catch (IOException _) {
      return List.of(); // what keeps it from saying is told of with the folder
    }
  }
}
