package dev.orch.cli.launch;

import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that behaves as the daemon does, as a process of its own. */
final class StubProgram {
  private StubProgram() {}

  /**
   * A file of the state folder: an agent goes on that an earlier daemon left, until it is stopped.
   */
  static final String LEFT = "left-at-work";

  /** Announces itself in the state folder given as the argument, and stays until it is ended. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path state = Path.of(args[0]);
    StubDaemon daemon = new StubDaemon();
    daemon.answer(
        "GET /api/v1/config", 200, "{\"settings\":[],\"warnings\":[\"PROT is not known\"]}");
    if (Files.exists(state.resolve(LEFT))) {
      String session = Canned.session("running", "working");
      daemon.answer("GET /api/v1/sessions", 200, Canned.page(session));
      daemon.answer("POST /api/v1/sessions/" + Canned.SESSION + "/stop", 202, session);
    }
    daemon.answer("GET /api/v1/sessions", 200, "{\"items\":[],\"next_cursor\":null}");
    daemon.answer("GET /api/v1/stats", 200, Canned.stats("{}", "{}", 0));
    Files.createDirectories(state);
    Files.writeString(state.resolve("environment"), System.getenv().toString());
    daemon.announce(state); // from now on it is asked
    new CountDownLatch(1).await();
  }
}
