package dev.orch.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
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
    AtOnce atOnce,
    Logging logging,
    Disk disk,
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
   * @param uiPort one more of this machine, if it is to be had; null for none
   * @param allowedHosts names, in lower case, that requests may call this machine by beside the
   *     usual ones
   * @param remote whether other machines reach it
   */
  public record Listening(
      String host, int port, @Nullable Integer uiPort, Set<String> allowedHosts, boolean remote) {

    /** What it means that other machines reach it; empty if they do not. */
    Optional<String> meaning() {
      return remote
          ? Optional.of(
              "it listens on %s, where other machines reach it: whoever has the token can run commands as you; without TLS in front, whoever listens on the network has the token"
                  .formatted(host))
          : Optional.empty();
    }
  }

  /** How long things may take, and how long they are kept. */
  public record Patience(
      Duration stopGrace,
      Duration endGrace,
      Duration stalledAfter,
      Duration setupTimeout,
      Duration trashKept) {}

  /**
   * How much runs at once.
   *
   * @param sessions null: as many as the machine's memory is enough for
   * @param perAgent by the agent's id, for those that have a limit of their own
   * @param launchMemory bytes that must be available for one more; 0 for any
   */
  public record AtOnce(
      @Nullable Integer sessions, Map<String, Integer> perAgent, long launchMemory) {

    /** Keeps its own copy. */
    public AtOnce {
      perAgent = Map.copyOf(perAgent);
    }
  }

  /** The daemon's own log. */
  public record Logging(LogLevel level, long fileSizeBytes, int files) {}

  /**
   * How little room is too little, in bytes.
   *
   * @param startFree below so much free space no session is started
   * @param pauseFree below so much agents are paused
   * @param turnOutput how much a turn may print
   */
  public record Disk(long startFree, long pauseFree, long turnOutput) {}

  /**
   * What is told of it.
   *
   * @param unknown one sentence for each name that means nothing to us, which it begins with
   */
  public record Report(List<SettingValue> values, List<String> unknown) {}

  /**
   * Reads environment and files.
   *
   * @throws BadSettingException if a setting has a value that it cannot have
   */
  public static DaemonConfig read(Map<String, String> environment) {
    Places places = Places.of(environment);
    Settings settings = Settings.read(places, environment);
    Listening listening = listening(settings);
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
            duration(settings, Setting.STALLED_AFTER),
            duration(settings, Setting.SETUP_TIMEOUT),
            Duration.ofDays(Integer.parseInt(settings.text(Setting.TRASH_DAYS)))),
        atOnce(settings),
        logging(settings),
        new Disk(
            bytes(settings, Setting.DISK_START_FREE),
            bytes(settings, Setting.DISK_PAUSE_FREE),
            bytes(settings, Setting.TURN_OUTPUT_LIMIT)),
        new Report(settings.values(), List.copyOf(KnownNames.warnings(settings))));
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

  /** One more port of this machine, if it is to be had; null for none. */
  public @Nullable Integer uiPort() {
    return listening.uiPort();
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

  /** How long a project's setup or teardown script may take. */
  public Duration setupTimeout() {
    return patience.setupTimeout();
  }

  /** How long what a deleted session left can be had back. */
  public Duration trashKept() {
    return patience.trashKept();
  }

  /** What somebody should know of it, one sentence each. */
  public List<String> warnings() {
    return Stream.concat(report.unknown().stream(), listening.meaning().stream()).toList();
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
    String uiPort = settings.text(Setting.UI_PORT);
    return new Listening(
        host,
        Integer.parseInt(settings.text(Setting.PORT)),
        uiPort.isEmpty() ? null : Integer.valueOf(uiPort),
        names,
        remote);
  }

  private static AtOnce atOnce(Settings settings) {
    String sessions = settings.text(Setting.MAX_SESSIONS);
    String perAgent = settings.text(Setting.MAX_SESSIONS_PER_AGENT);
    return new AtOnce(
        sessions.isEmpty() ? null : Integer.valueOf(sessions),
        perAgent.isEmpty() ? Map.of() : Quantity.counts(perAgent).orElseThrow(),
        Quantity.bytes(settings.text(Setting.LAUNCH_MEMORY)).orElseThrow());
  }

  private static Logging logging(Settings settings) {
    String named = settings.text(Setting.LOG_LEVEL);
    LogLevel level =
        Arrays.stream(LogLevel.values()).filter(l -> l.isCalled(named)).findFirst().orElseThrow();
    return new Logging(
        level,
        bytes(settings, Setting.LOG_FILE_SIZE),
        Integer.parseInt(settings.text(Setting.LOG_FILES)));
  }

  private static Duration duration(Settings settings, Setting setting) {
    return Quantity.duration(settings.text(setting)).orElseThrow();
  }

  private static long bytes(Settings settings, Setting setting) {
    return Quantity.bytes(settings.text(setting)).orElseThrow();
  }

  private static Optional<Path> folder(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).normalize());
  }

  /** Programs of agents may be named in the files too; there they are read like variables. */
  public Map<String, String> withPrograms(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    programs.forEach(
        (agent, program) -> all.put("ORCH_" + agent.toUpperCase(Locale.ROOT) + "_BIN", program));
    return all;
  }
}
