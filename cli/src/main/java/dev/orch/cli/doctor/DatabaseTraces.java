package dev.orch.cli.doctor;

import dev.orch.api.StartProblem;
import dev.orch.cli.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the file in the database's place is one of ours, by the head of it (SQLite's Database
 * File Format, §1.3). Where it is comes from the environment; what files say only the daemon reads,
 * so that nothing is said of a place that a file names.
 */
record DatabaseTraces(Surroundings surroundings) implements Supplier<List<Trace>> {
  private static final int HEAD = 100;
  private static final int APPLICATION_ID_AT = 68;
  private static final int OURS = 0x4f524348;
  private static final String MAGIC = "SQLite format 3\0";
  private static final Pattern SETTING =
      Pattern.compile("(?im)^\\s*(export\\s+)?(orch_)?database_url\\s*=\\s*\\S");
  private static final String SCHEME = "sqlite:////";

  @Override
  public List<Trace> get() {
    return place().flatMap(this::look).stream().toList();
  }

  private Optional<Path> place() {
    return surroundings
        .variable("ORCH_DATABASE_URL")
        .or(() -> surroundings.variable("DATABASE_URL"))
        .map(url ->
            url.startsWith(SCHEME)
                ? Optional.of(Path.of(url.substring(SCHEME.length() - 1)))
                : Optional.<Path>empty())
        .orElseGet(this::usual);
  }

  /** Where it is if nobody says otherwise; what a file says of it is the daemon's to read. */
  private Optional<Path> usual() {
    Optional<Path> installation = surroundings.variable("ORCH_LAUNCH_INSTALLATION").map(Path::of);
    boolean said =
        Stream.concat(
                installation.map(folder -> folder.resolve(".env")).stream(),
                Stream.of(surroundings.configFolder().resolve("config.toml")))
            .anyMatch(DatabaseTraces::namesIt);
    return said
        ? Optional.empty()
        : Optional.of(surroundings.stateFolder().resolve("orchestrator.db"));
  }

  private static boolean namesIt(Path file) {
    try {
      return SETTING.matcher(Files.readString(file)).find();
    } catch (IOException _) {
      return false;
    }
  }

  private Optional<Trace> look(Path file) {
    if (!Files.exists(file)) {
      return lost(file) ? Optional.of(trace(StartProblem.DATABASE_LOST, file)) : Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      if (head.length == 0) {
        return lost(file) ? Optional.of(trace(StartProblem.DATABASE_LOST, file)) : Optional.empty();
      }
      boolean sqlite = new String(head, StandardCharsets.ISO_8859_1).startsWith(MAGIC);
      if (sqlite && head.length < HEAD) {
        return Optional.of(trace(StartProblem.DATABASE_DAMAGED, file));
      }
      boolean ours = sqlite && ByteBuffer.wrap(head).getInt(APPLICATION_ID_AT) == OURS;
      return ours ? Optional.empty() : Optional.of(trace(StartProblem.DATABASE_FOREIGN, file));
    } catch (IOException _) {
      return Optional.of(trace(StartProblem.DATABASE_UNAVAILABLE, file));
    }
  }

  /** Where sessions ran, there was a database. */
  private boolean lost(Path file) {
    Path runs = surroundings.stateFolder().resolve("runs");
    if (!file.startsWith(surroundings.stateFolder()) || !Files.isDirectory(runs)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(runs)) {
      return entries.findAny().isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  private static Trace trace(StartProblem problem, Path file) {
    return Trace.told(problem.slug(), problem.title() + ": " + file, file, problem.hint());
  }
}
