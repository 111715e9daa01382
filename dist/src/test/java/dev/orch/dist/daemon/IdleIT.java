package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With nothing running the daemon starts no process and writes nothing to disk. */
class IdleIT {
  /** Longer than any of the pauses between two looks of what looks while something runs. */
  private static final Duration WATCHED = Duration.ofSeconds(12);

  private static final Pattern WRITTEN = Pattern.compile("(?m)^(wchar|write_bytes): \\d+$");

  private static final String NOT_IDLE = "gone, so that it is not idle yet";

  @TempDir Path folder;
  private Path home;
  private RealDaemon daemon;

  /** What it is seen by: its files, how much it ever wrote, what it started. */
  private record Seen(SortedMap<String, String> files, List<String> written, Started started) {}

  /**
   * Processes.
   *
   * @param living those there are
   * @param ended page faults of all that have ended: even one that lived for a moment had some
   */
  private record Started(List<Long> living, List<String> ended) {}

  @BeforeEach
  void aSessionHasEndedAndOneWaits() throws Exception {
    home = folder.resolve("home");
    Path repository = TestRepository.create(folder.resolve("repository"));
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    daemon = RealDaemon.start(home, Map.of("ORCH_CLAUDE_BIN", agent.toString()));
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
    for (String action : List.of("implement", "analyze")) {
      Map<String, String> wanted =
          Map.of("agent", "claude", "action", action, "project", "p", "prompt", "[[say done]]");
      String id = daemon.api().post("/sessions", wanted).ok().path("id").asString();
      daemon
          .api()
          .await("/sessions/" + id, node -> node.path("state").asString().equals("completed"));
    }
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
    LivingProcesses.endAll(home);
  }

  @Test
  void nothingIsStartedAndNothingWritten() {
    AtomicReference<Seen> last = new AtomicReference<>(seen());
    AtomicReference<Long> since = new AtomicReference<>(System.nanoTime());

    Waiting.until(() -> {
      Seen now = seen();
      if (!now.equals(last.getAndSet(now))) {
        since.set(System.nanoTime());
      }
      return System.nanoTime() - since.get() > WATCHED.toNanos();
    });

    assertThat(last.get().started().living()).isEmpty();
  }

  private Seen seen() {
    try {
      return new Seen(files(), written(), started());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Below its home, of the project and in its state folder: sizes and times. */
  private SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        all.put(file.toString(), sizeAndTime(file));
      }
    } catch (UncheckedIOException e) {
      // One was renamed meanwhile.
      all.put(folder.toString(), NOT_IDLE);
    }
    return all;
  }

  private static String sizeAndTime(Path file) throws IOException {
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException _) {
      return NOT_IDLE;
    }
  }

  private List<String> written() throws IOException {
    String all = Files.readString(process("io"), StandardCharsets.UTF_8);
    return WRITTEN.matcher(all).results().map(MatchResult::group).toList();
  }

  private Started started() throws IOException {
    String stat = Files.readString(process("stat"), StandardCharsets.UTF_8);
    String[] behindTheName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    List<Long> living =
        ProcessHandle.of(daemon.pid()).orElseThrow().descendants().map(ProcessHandle::pid).toList();
    // proc(5): cminflt is field 11 and cmajflt field 13; the state behind the name is field 3.
    return new Started(living, List.of(behindTheName[8], behindTheName[10]));
  }

  private Path process(String file) {
    return Path.of("/proc", Long.toString(daemon.pid()), file);
  }
}
