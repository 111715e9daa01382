package dev.orch.dist.docs;

import java.nio.file.Path;
import java.util.List;

/** What the page that describes the original promises, restated here table by table. */
final class Original {
  private static final Path TABLES = Path.of("src/test/resources/dev/orch/dist/docs");

  /** The words of its state machine. */
  static final List<String> STATES =
      List.of(
          "created",
          "running",
          "waiting_for_user",
          "completed",
          "failed",
          "stopped",
          "archived",
          "deleted");

  private Original() {}

  static List<String> commands() {
    return lines("commands-of-the-original.txt");
  }

  /** Method and path of each route. */
  static List<String> routes() {
    return lines("routes-of-the-original.txt");
  }

  /** Each variable with a value. */
  static List<String> settings() {
    return lines("settings-of-the-original.txt");
  }

  private static List<String> lines(String table) {
    return Checkout.text(TABLES.resolve(table))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
