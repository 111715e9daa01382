package dev.orch.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One row per setting. {@code docs/configuration.md} is made from these rows. */
public enum Setting {
  DATABASE_URL(
      "DATABASE_URL",
      SettingType.DATABASE,
      "",
      "Where everything is kept. Empty: `orchestrator.db` in the state folder."),
  HOST("HOST", SettingType.HOST, "127.0.0.1", "The address that the daemon listens on."),
  PORT("PORT", SettingType.PORT, "8000", "The port that it listens on; 0 takes any free one."),
  UI_PORT(
      null,
      SettingType.PORT,
      "",
      "One more port of this machine with the same pages and API; where it is taken, the daemon goes"
          + " without. Empty: none. `./start.sh` sets 5173."),
  LOG_LEVEL("LOG_LEVEL", SettingType.LOG_LEVEL, "INFO", "What the daemon's own log holds."),
  PROJECT_RUNTIME_DIRNAME(
      "PROJECT_RUNTIME_DIRNAME",
      SettingType.FOLDER_NAME,
      ".orchestrator",
      "The folder in each project that holds its worktrees, artifacts and logs."),
  ALLOWED_HOSTS(
      null,
      SettingType.HOST_NAMES,
      "",
      "Names that requests may call this machine by, beside `localhost` and its address."),
  ALLOW_REMOTE(
      null,
      SettingType.SWITCH,
      "0",
      "Whether it may listen where other machines reach it. Whoever has the token can then run"
          + " commands as you; put TLS in front."),
  WORKTREE_ROOT(
      null,
      SettingType.FOLDER,
      "",
      "Puts worktrees below this folder instead of inside the projects."),
  STOP_GRACE(
      null,
      SettingType.DURATION,
      "5s",
      "How long each rung of a stop (interrupt, terminate, kill) may take before the next."),
  END_GRACE(
      null,
      SettingType.DURATION,
      "30s",
      "How long an agent's process may live on after its work is done and its input has ended."),
  STALLED_AFTER(
      null,
      SettingType.DURATION,
      "5m",
      "A running session without any output for so long is shown as stalled."),
  MAX_SESSIONS(
      null,
      SettingType.COUNT,
      "",
      "How many sessions run at once; more wait in a queue. One that waits for you does not count."
          + " Empty: one per 768 MiB of memory less 2 GiB, between 2 and 32."),
  MAX_SESSIONS_PER_AGENT(
      null,
      SettingType.AGENT_COUNTS,
      "",
      "How many sessions of an agent run at once, where that is to be fewer."),
  LAUNCH_MEMORY(
      null,
      SettingType.SIZE,
      "768MB",
      "No agent is launched while less memory than this is available; `0B` launches it all the"
          + " same."),
  SETUP_TIMEOUT(
      null,
      SettingType.DURATION,
      "10m",
      "How long a project's setup or teardown script may take before it is ended."),
  TRASH_DAYS(
      null, SettingType.COUNT, "30", "How many days what a deleted session left can be had back."),
  LOG_FILE_SIZE(
      null, SettingType.SIZE, "10MB", "How large a file of the daemon's own log may become."),
  LOG_FILES(null, SettingType.COUNT, "5", "How many files of the daemon's own log are kept."),
  DISK_START_FREE(
      null,
      SettingType.SIZE,
      "1GB",
      "With less free space, for the state folder, the project or its worktrees, no session is"
          + " started."),
  DISK_PAUSE_FREE(
      null,
      SettingType.SIZE,
      "256MB",
      "With less free space agents are paused; with a quarter more than that they go on."),
  TURN_OUTPUT_LIMIT(
      null,
      SettingType.SIZE,
      "2GB",
      "How much an agent may print in one turn, before it is stopped.");

  private static final String PREFIX = "ORCH_";

  private final @Nullable String plainVariable;
  private final SettingType type;
  private final String usual;
  private final String meaning;

  Setting(@Nullable String plainVariable, SettingType type, String usual, String meaning) {
    this.plainVariable = plainVariable;
    this.type = type;
    this.usual = usual;
    this.meaning = meaning;
  }

  /** As in {@code config.toml}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its variables in the environment and in {@code .env}; the first that is set wins. */
  public List<String> variables() {
    String own = PREFIX + name();
    return plainVariable == null ? List.of(own) : List.of(own, plainVariable);
  }

  /** The names without our prefix that any of them may have in the environment. */
  public static List<String> plainVariables() {
    return Stream.of(values())
        .flatMap(setting -> Stream.ofNullable(setting.plainVariable))
        .toList();
  }

  /** What it can be. */
  public SettingType type() {
    return type;
  }

  /** Its value where nothing is set; empty for none. */
  public String usual() {
    return usual;
  }

  /** One or two sentences for a person. */
  public String meaning() {
    return meaning;
  }
}
