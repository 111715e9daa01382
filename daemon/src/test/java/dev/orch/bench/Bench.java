package dev.orch.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;

/**
 * Measures the daemon of an image on a store of any size and prints a table. What it makes stays in
 * its folder: the next run with the same sizes uses the store again.
 */
final class Bench {
  private static final double LATENCY_MILLIS = 20;
  private static final double SEARCH_MILLIS = 100;
  private static final double PREVIEW_MILLIS = 1000;

  /** What is asked for before anything is measured: a daemon has just been started. */
  private static final List<String> WARMING =
      List.of("/api/v1/sessions", "/api/v1/events", "/api/v1/sessions?project=project-1");

  private final Options options;
  private final int sessions;
  private final int events;

  private Bench(Options options) {
    this.options = options;
    this.sessions = options.number("sessions", 100_000);
    this.events = options.number("events", 5_000_000);
  }

  /** Ends with 1 if a goal was missed. */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    System.exit(new Bench(Options.of(arguments)).run() ? 0 : 1);
  }

  private boolean run() throws IOException, SQLException, InterruptedException, ExecutionException {
    Path home = home();
    System.out.printf(
        "%,d sessions, %,d events, %d clients, %d processors, Java %s, %s %s%n%n",
        sessions,
        events,
        options.number("clients", 16),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
    Table table = new Table();
    try (BenchDaemon cold = BenchDaemon.start(options.path("image"), home)) {
      table.row(
          "start, first",
          Table.Goal.NONE,
          0,
          new Table.Figure(cold.startTime().toMillis(), "ms", ""),
          0);
    }
    try (BenchDaemon daemon = BenchDaemon.start(options.path("image"), home)) {
      table.row(
          "start",
          Table.Goal.AT_MOST,
          3000,
          new Table.Figure(daemon.startTime().toMillis(), "ms", "launch to first answer"),
          0);
      requests(daemon, table);
      if (isWanted("replay")) {
        replay(daemon, table);
      }
      Optional<Long> memory = daemon.residentMebibytes();
      memory.ifPresent(mebibytes ->
          table.row(
              "resident memory", Table.Goal.NONE, 0, new Table.Figure(mebibytes, "MiB", ""), 0));
    }
    if (isWanted("inventory")) {
      preview(table);
    }
    return table.missed().isEmpty();
  }

  /** Whether this part is to be measured. */
  private boolean isWanted(String part) {
    return options.text("only").map(part::equals).orElse(true);
  }

  private void preview(Table table) throws IOException, InterruptedException {
    int files = options.number("files", 20_000);
    List<Double> times =
        new PreviewBench(options.path("image"), options.path("folder"), files).run();
    table.row(
        "inventory of a worktree of %,d files, median".formatted(files),
        Table.Goal.AT_MOST,
        PREVIEW_MILLIS,
        new Table.Figure(
            times.get(times.size() / 2),
            "ms",
            "%,.0f to %,.0f".formatted(times.getFirst(), times.getLast())),
        0);
  }

  private Path home() throws IOException, SQLException {
    Path home = place();
    new BenchHome(home, options.number("projects", 100), sessions, events).make();
    return home;
  }

  private void requests(BenchDaemon daemon, Table table)
      throws IOException, InterruptedException, ExecutionException {
    Load load =
        new Load(
            daemon,
            options.number("clients", 16),
            Duration.ofSeconds(options.number("seconds", 4)));
    load.of(n -> WARMING.get((int) (n % WARMING.size())));
    double anchor = load.of(_ -> "/api/v1/health").millis(0.5);
    table.row(
        "anchor: health, p50", Table.Goal.NONE, 0, new Table.Figure(anchor, "ms", ""), anchor);
    if (isWanted("lists")) {
      lists(table, load, anchor);
    }
    if (isWanted("search")) {
      search(table, load, anchor);
    }
  }

  private void lists(Table table, Load load, double anchor)
      throws InterruptedException, ExecutionException {
    row(table, load, "sessions, newest", anchor, _ -> "/api/v1/sessions");
    row(
        table,
        load,
        "sessions of a project",
        anchor,
        n -> "/api/v1/sessions?project=project-" + (n % options.number("projects", 100) + 1));
    row(table, load, "sessions that failed", anchor, _ -> "/api/v1/sessions?state=failed");
    row(table, load, "sessions at work (none)", anchor, _ -> "/api/v1/sessions?state=running");
    row(table, load, "sessions of another agent", anchor, _ -> "/api/v1/sessions?agent=cursor");
    row(table, load, "one session", anchor, n -> "/api/v1/sessions/" + id(n));
    row(table, load, "turns of a session", anchor, n -> "/api/v1/sessions/" + id(n) + "/turns");
    row(table, load, "events, a page", anchor, n -> "/api/v1/events?after=" + n % events);
    row(table, load, "events of a session", anchor, n -> "/api/v1/events?session=" + id(n));
    row(table, load, "events, newest", anchor, _ -> "/api/v1/events?before=9000000000000000000");
    row(table, load, "events of a rare type", anchor, _ -> "/api/v1/events?type=agent.error");
    row(
        table,
        load,
        "events of rare types",
        anchor,
        _ -> "/api/v1/events?type=agent.er*,worktree.*&before=9000000000000000000");
    row(table, load, "artifacts of a session", anchor, n -> "/api/v1/artifacts?session=" + id(n));
  }

  private String id(long n) {
    return "%010d".formatted(n % sessions + 1);
  }

  /** What is measured, and at most how many milliseconds it may take. */
  private record Goal(String what, double millis) {}

  private static void row(
      Table table, Load load, String what, double anchor, LongFunction<String> path)
      throws InterruptedException, ExecutionException {
    row(table, load, new Goal(what, LATENCY_MILLIS), anchor, path);
  }

  private static void row(
      Table table, Load load, Goal goal, double anchor, LongFunction<String> path)
      throws InterruptedException, ExecutionException {
    Load.Times times = load.of(path);
    String note =
        "p50 %.1f ms, %,.0f/s, %.2f ms of a processor each"
            .formatted(times.millis(0.5), times.perSecond(), times.processorMillis());
    Table.Figure p99 = new Table.Figure(times.millis(0.99), "ms", note);
    table.row(goal.what() + ", p99", Table.Goal.AT_MOST, goal.millis(), p99, anchor);
  }

  private static void search(Table table, Load load, double anchor)
      throws InterruptedException, ExecutionException {
    SearchTexts texts = new SearchTexts();
    Searches searches = new Searches(table, load, anchor);
    for (int rank : List.of(0, 50, 1_000, 10_000)) {
      searches.of("word number %,d".formatted(rank + 1), texts.word(rank));
    }
    searches.of("words number 1 and 51", texts.word(0) + "+" + texts.word(50));
    searches.of("4 letters", texts.word(10_000).substring(0, 4));
  }

  /** What each search is asked with and written to. */
  private record Searches(Table table, Load load, double anchor) {
    void of(String what, String words) throws InterruptedException, ExecutionException {
      Goal goal = new Goal("search, " + what, SEARCH_MILLIS);
      row(table, load, goal, anchor, _ -> "/api/v1/sessions?q=" + words);
    }
  }

  private void replay(BenchDaemon daemon, Table table) throws IOException, InterruptedException {
    int count = Math.min(options.number("replay", 100_000), events);
    double best = 0;
    Duration used = daemon.processorTime();
    for (int i = 0; i < 3; i++) {
      try (Wire wire = new Wire(daemon.port(), daemon.token())) {
        long began = System.nanoTime();
        wire.events("/api/v1/stream/events?after=" + i * (events - count) / 3, count);
        best = Math.max(best, count * 1e9 / (System.nanoTime() - began));
      }
    }
    double each = daemon.processorTime().minus(used).toNanos() / 3e3 / count;
    Optional<Double> anchor = python(count);
    anchor.ifPresentOrElse(
        figure ->
            table.row(
                "anchor: sqlite3 of python3 reads them",
                Table.Goal.NONE,
                0,
                new Table.Figure(figure, "events/s", ""),
                0),
        () -> table.skipped("anchor: sqlite3 of python3", "there is no python3"));
    table.row(
        "replay of %,d events".formatted(count),
        Table.Goal.AT_LEAST,
        50_000,
        new Table.Figure(
            best, "events/s", "best of 3, %.1f µs of a processor each".formatted(each)),
        anchor.orElse(0.0));
  }

  /** How many rows per second another program reads from the same file. */
  private Optional<Double> python(int count) throws IOException, InterruptedException {
    Path file = BenchDaemon.stateFolder(place()).resolve("orchestrator.db");
    String program =
        """
        import sqlite3, sys, time
        c = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
        t = time.perf_counter()
        n = len(c.execute("SELECT * FROM event ORDER BY seq LIMIT ?", (int(sys.argv[2]),)).fetchall())
        print(n / (time.perf_counter() - t))
        """;
    try {
      Process process =
          new ProcessBuilder("python3", "-c", program, file.toString(), Integer.toString(count))
              .redirectErrorStream(true)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(Double.parseDouble(said)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Path place() {
    return options.path("folder").resolve("%d-%d".formatted(sessions, events));
  }
}
