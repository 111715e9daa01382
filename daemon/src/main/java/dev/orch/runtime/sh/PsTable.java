package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where there is no {@code /proc}: macOS. A start is in seconds since the epoch, as {@code ps -o
 * lstart=} says it in UTC.
 */
final class PsTable implements ProcessTable {
  private static final DateTimeFormatter LSTART =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ROOT);
  private static final int LSTART_WORDS = 5;
  private static final int STATE = 3;
  private static final int COLUMNS = 4;

  private final Shell shell;
  private final String bootId;

  private PsTable(Shell shell, String bootId) {
    this.shell = shell;
    this.bootId = bootId;
  }

  static PsTable open(Shell shell) {
    List<String> lines = run(shell, List.of("sysctl", "-n", "kern.bootsessionuuid"));
    return new PsTable(shell, lines.isEmpty() ? "none" : lines.getFirst().strip());
  }

  @Override
  public String bootId() {
    return bootId;
  }

  @Override
  public List<Entry> list() {
    return entries("-A");
  }

  @Override
  public Optional<Entry> find(long pid) {
    return entries("-p", Long.toString(pid)).stream().findFirst();
  }

  private List<Entry> entries(String... which) {
    List<String> arguments = new ArrayList<>(List.of(which));
    for (String column : List.of("pid=", "ppid=", "pgid=", "stat=", "lstart=")) {
      arguments.addAll(List.of("-o", column));
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : ps(arguments)) {
      String[] words = line.strip().split(" +", -1);
      if (words.length == COLUMNS + LSTART_WORDS && !words[STATE].startsWith("Z")) {
        String start = String.join(" ", List.of(words).subList(COLUMNS, words.length));
        entries.add(
            new Entry(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                0,
                seconds(start).orElse(0L)));
      }
    }
    return entries;
  }

  @Override
  public boolean isAlive(long pid, long start) {
    return isStill(pid, start)
        && find(pid).filter(entry -> sameStart(entry.start(), start)).isPresent();
  }

  @Override
  public boolean isStill(long pid, long start) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .map(Instant::getEpochSecond)
        .filter(seconds -> sameStart(seconds, start))
        .isPresent();
  }

  /** Rounded once here and once in ps. */
  @Override
  public boolean sameStart(long one, long other) {
    return Math.abs(one - other) <= 1;
  }

  @Override
  public Set<Long> carrying(String assignment) {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    return having(" " + assignment + " ", mac ? "-AEww" : "axeww", "-o", "pid=", "-o", "command=");
  }

  /** What {@code ps} prints of it cannot be taken apart: values may contain blanks. */
  @Override
  public Map<String, String> environment(long pid) {
    return Map.of();
  }

  @Override
  public Set<Long> withArguments(String first, String second) {
    return having(" " + first + " " + second + " ", "-Aww", "-o", "pid=", "-o", "command=");
  }

  private Set<Long> having(String text, String... arguments) {
    Set<Long> found = new HashSet<>();
    for (String line : ps(List.of(arguments))) {
      String stripped = line.strip();
      int blank = stripped.indexOf(' ');
      if (blank > 0 && (stripped + " ").contains(text)) {
        found.add(Long.parseLong(stripped.substring(0, blank)));
      }
    }
    return found;
  }

  /** What {@code ps -o lstart=} said, with blanks or underscores between its words. */
  static Optional<Long> seconds(String lstart) {
    String words = lstart.replace('_', ' ').strip().replaceAll(" +", " ");
    try {
      return Optional.of(LocalDateTime.parse(words, LSTART).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private List<String> ps(List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("ps"));
    argv.addAll(arguments);
    return run(shell, argv);
  }

  /** What a tool printed; nothing if there is no such tool. */
  private static List<String> run(Shell shell, List<String> argv) {
    Optional<Path> tool = shell.tool(argv.getFirst());
    if (tool.isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>(argv);
    found.set(0, tool.get().toString());
    ProcessBuilder builder = new ProcessBuilder(found);
    builder.environment().clear();
    builder.environment().putAll(shell.environment());
    builder.environment().put("TZ", "UTC0");
    try {
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      try (InputStream out = process.getInputStream()) {
        return new String(out.readAllBytes(), UTF_8).lines().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + tool.get(), e);
    }
  }
}
