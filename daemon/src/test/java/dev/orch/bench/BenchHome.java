package dev.orch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;

/** A home with a store of any size, for a daemon that is started on it. */
record BenchHome(Path folder, int projects, int sessions, int events) {
  /** Makes one where {@code --home} says, with as many rows as the other options say. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Options options = Options.of(arguments);
    new BenchHome(
            options.path("home"),
            options.number("projects", 20),
            options.number("sessions", 1_000),
            options.number("events", 50_000))
        .make();
  }

  /** Makes it, unless it is there and whole. */
  void make() throws IOException, SQLException {
    Path state = BenchDaemon.stateFolder(folder);
    Path file = state.resolve("orchestrator.db");
    Path done = folder.resolve("store-is-whole");
    if (Files.exists(done)) {
      return;
    }
    if (Files.exists(file)) {
      throw new IOException("%s is not whole: remove it".formatted(folder));
    }
    Files.createDirectories(state.getParent());
    Files.createDirectories(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    long began = System.nanoTime();
    new BigStore(file, state.toRealPath(), projects, sessions, events).write();
    Files.writeString(done, "");
    System.out.printf(
        "The store was made in %d s: %,d MiB.%n",
        Duration.ofNanos(System.nanoTime() - began).toSeconds(), Files.size(file) >> 20);
  }
}
