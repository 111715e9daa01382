package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Linux, {@code proc(5)}. A start is in clock ticks since the machine's, as the kernel keeps it;
 * {@link ProcessHandle}'s start is derived from the wall clock and moves with it.
 */
final class ProcFileTable implements ProcessTable {
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int START = 19;

  private final Path proc;
  private final String bootId;

  ProcFileTable(Path proc) {
    this.proc = proc;
    this.bootId = readBootId(proc);
  }

  private static String readBootId(Path proc) {
    try {
      return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell this start of the machine from others", e);
    }
  }

  @Override
  public String bootId() {
    return bootId;
  }

  @Override
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    pids().forEach(pid -> listed(pid).ifPresent(entries::add));
    return entries;
  }

  /** Those of other users may be closed to us ({@code hidepid}); nobody of ours is among them. */
  private Optional<Entry> listed(long pid) {
    Path stat = folder(pid).resolve("stat");
    try {
      return entry(pid, new String(read(stat), ISO_8859_1));
    } catch (IOException e) {
      if (Files.isReadable(stat)) {
        throw new UncheckedIOException("cannot look at process " + pid, e);
      }
      return Optional.empty();
    }
  }

  @Override
  public boolean isAlive(long pid, long start) {
    return find(pid).filter(entry -> entry.start() == start).isPresent();
  }

  @Override
  public boolean isStill(long pid, long start) {
    return isAlive(pid, start);
  }

  @Override
  public boolean sameStart(long one, long other) {
    return one == other;
  }

  @Override
  public Set<Long> carrying(String assignment) {
    return having("environ", content -> content.contains("\0" + assignment + "\0"));
  }

  @Override
  public Map<String, String> environment(long pid) {
    Map<String, String> variables = new HashMap<>();
    for (String pair : text(pid, "environ").split("\0", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        variables.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return variables;
  }

  @Override
  public Set<Long> withArguments(String first, String second) {
    return having("cmdline", content -> content.contains("\0" + first + "\0" + second + "\0"));
  }

  private Set<Long> having(String file, Predicate<String> wanted) {
    Set<Long> found = new HashSet<>();
    for (long pid : pids()) {
      if (wanted.test("\0" + text(pid, file) + "\0")) {
        found.add(pid);
      }
    }
    return found;
  }

  /** Nothing for one that has ended meanwhile, or is someone else's. */
  private String text(long pid, String file) {
    try {
      return new String(read(folder(pid).resolve(file)), UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  /** Not being able to look is no proof that it is dead. */
  @Override
  public Optional<Entry> find(long pid) {
    Path folder = folder(pid);
    try {
      return entry(pid, new String(read(folder.resolve("stat")), ISO_8859_1));
    } catch (IOException e) {
      if (Files.exists(folder)) {
        throw new UncheckedIOException("cannot look at process " + pid, e);
      }
      return Optional.empty();
    }
  }

  /** The program's name stands in brackets and may contain anything, brackets and blanks too. */
  private static Optional<Entry> entry(long pid, String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    if (fields.length <= START || "ZXx".contains(fields[STATE])) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            pid,
            Long.parseLong(fields[PARENT]),
            Long.parseLong(fields[GROUP]),
            Long.parseLong(fields[SESSION]),
            Long.parseLong(fields[START])));
  }

  /** By a stream: a channel would fail if the thread was interrupted. */
  private static byte[] read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, ProcFileTable::isProcess)) {
      folders.forEach(folder -> pids.add(Long.parseLong(folder.getFileName().toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list processes", e);
    }
    return pids;
  }

  private Path folder(long pid) {
    return proc.resolve(Long.toString(pid));
  }

  private static boolean isProcess(Path folder) {
    return Character.isDigit(folder.getFileName().toString().charAt(0));
  }
}
