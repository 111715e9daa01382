package dev.orch.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one run of the daemon.
 *
 * @param database the file
 * @param programs where the programs of agents are, by the agent's id, for those that are named
 * @param worktreeRoot null: worktrees are inside the projects
 */
public record DaemonConfig(
    Places places,
    Path database,
    Listening listening,
    String runtimeFolder,
    @Nullable Path worktreeRoot,
    Map<String, String> programs,
    Patience patience,
    Logging logging,
    Report report) {

  /** Keeps its own copy. */
  public DaemonConfig {
    programs = Map.copyOf(programs);
  }

  /**
   * Where it listens.
   *
   * @param host an address, or {@code localhost}
   * @param port 0–65535; 0 takes any free one
   * @param allowedHosts names, in lower case, that requests may call this machine by beside the
   *     usual ones
   * @param remote whether other machines reach it
   */
  public record Listening(String host, int port, Set<String> allowedHosts, boolean remote) {

    /** What it means that other machines reach it; empty if they do not. */
    Optional<String> meaning() {
      return remote
          ? Optional.of(
              "it listens on %s, where other machines reach it: whoever has the token can run commands as you; without TLS in front, whoever listens on the network has the token"
                  .formatted(host))
          : Optional.empty();
    }
  }

  /** How long things may take. */
  public record Patience(Duration stopGrace, Duration endGrace, Duration stalledAfter) {}

  /** The daemon's own log. */
  public record Logging(LogLevel level, long fileSizeBytes, int files) {}

  /**
   * What is told of it.
   *
   * @param warnings one sentence for each name that is unknown, and one if other machines reach it
   */
  public record Report(List<SettingValue> values, List<String> warnings) {}

  /**
   * Reads environment and files.
   *
   * @throws BadSettingException if a setting has a value that it cannot have
   */
  public static DaemonConfig read(Map<String, String> environment) {
    Places places = Places.of(environment);
    Settings settings = Settings.read(places, environment);
    Listening listening = listening(settings);
    List<String> warnings = new ArrayList<>(KnownNames.warnings(settings));
    listening.meaning().ifPresent(warnings::add);
    return new DaemonConfig(
        places,
        database(places, settings.text(Setting.DATABASE_URL)),
        listening,
        settings.text(Setting.PROJECT_RUNTIME_DIRNAME),
        folder(settings.text(Setting.WORKTREE_ROOT)).orElse(null),
        KnownNames.programs(settings),
        new Patience(
            duration(settings, Setting.STOP_GRACE),
            duration(settings, Setting.END_GRACE),
            duration(settings, Setting.STALLED_AFTER)),
        logging(settings),
        new Report(settings.values(), List.copyOf(warnings)));
  }

  /** The database where none is named. */
  public Path usualDatabase() {
    return usualDatabase(places);
  }

  private static Path usualDatabase(Places places) {
    return places.state().resolve("orchestrator.db");
  }

  /** Database, token, runs. */
  public Path stateFolder() {
    return places.state();
  }

  /** The address that it listens on. */
  public String host() {
    return listening.host();
  }

  /** The host of its URL for who is on this machine. */
  public String hostFromHere() {
    return Address.fromHere(listening.host());
  }

  /** The port that it listens on; 0 for any free one. */
  public int port() {
    return listening.port();
  }

  /** Names that requests may call this machine by, and where it listens is one of them. */
  public Set<String> allowedHosts() {
    return Stream.concat(listening.allowedHosts().stream(), Stream.of(hostFromHere()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How long each rung of a stop may take. */
  public Duration stopGrace() {
    return patience.stopGrace();
  }

  /** How long a process may live on after its input has ended. */
  public Duration endGrace() {
    return patience.endGrace();
  }

  /** After how long without output a session is called stalled. */
  public Duration stalledAfter() {
    return patience.stalledAfter();
  }

  /** What somebody should know of it, one sentence each. */
  public List<String> warnings() {
    return report.warnings();
  }

  private static Path database(Places places, String url) {
    if (url.isEmpty()) {
      return usualDatabase(places);
    }
    return places.installation().resolve(url.substring("sqlite:///".length())).normalize();
  }

  private static Listening listening(Settings settings) {
    String host = settings.text(Setting.HOST);
    String allowed = settings.text(Setting.ALLOW_REMOTE).toLowerCase(Locale.ROOT);
    boolean remote = !Address.isLoopback(host);
    if (remote && !Set.of("1", "true").contains(allowed)) {
      throw new BadSettingException(
          "HOST (%s) is %s, where other machines reach it; it takes 127.0.0.1 or ::1 unless ORCH_ALLOW_REMOTE=1"
              .formatted(settings.source(Setting.HOST).label(), host));
    }
    Set<String> names =
        Stream.of(settings.text(Setting.ALLOWED_HOSTS).split(","))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new Listening(host, Integer.parseInt(settings.text(Setting.PORT)), names, remote);
  }

  private static Logging logging(Settings settings) {
    String named = settings.text(Setting.LOG_LEVEL);
    LogLevel level =
        Arrays.stream(LogLevel.values()).filter(l -> l.isCalled(named)).findFirst().orElseThrow();
    return new Logging(
        level,
        Quantity.bytes(settings.text(Setting.LOG_FILE_SIZE)).orElseThrow(),
        Integer.parseInt(settings.text(Setting.LOG_FILES)));
  }

  private static Duration duration(Settings settings, Setting setting) {
    return Quantity.duration(settings.text(setting)).orElseThrow();
  }

  private static Optional<Path> folder(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).normalize());
  }
}
