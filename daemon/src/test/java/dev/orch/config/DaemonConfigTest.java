package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonConfigTest {
  private final Map<String, String> environment = new HashMap<>();
  @TempDir Path home;
  private Path installation;

  @BeforeEach
  void makePlaces() throws IOException {
    installation = Files.createDirectory(home.resolve("checkout"));
    environment.put("HOME", home.toString());
    environment.put("ORCH_LAUNCH_INSTALLATION", installation.toString());
  }

  @Test
  void withNothingSetItListensOnLoopbackAndKeepsAllInTheStateFolder() {
    DaemonConfig config = read();

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8000);
    assertThat(config.listening().remote()).isFalse();
    assertThat(config.stateFolder()).isEqualTo(home.resolve(".local/state/orch"));
    assertThat(config.database()).isEqualTo(home.resolve(".local/state/orch/orchestrator.db"));
    assertThat(config.runtimeFolder()).isEqualTo(".orchestrator");
    assertThat(config.worktreeRoot()).isNull();
    assertThat(config.stopGrace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.endGrace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.stalledAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.logging())
        .isEqualTo(new DaemonConfig.Logging(LogLevel.INFO, 10 * 1024 * 1024, 5));
    assertThat(config.warnings()).isEmpty();
    assertThat(config.report().values())
        .hasSize(Setting.values().length)
        .allMatch(value -> value.source() == SettingSource.DEFAULT);
  }

  @Test
  void theExampleSetsTheDefaults() throws IOException {
    DaemonConfig withoutFile = read();
    Map<String, String> example = DotEnvFile.read(Path.of("..", ".env.example"));
    Files.copy(Path.of("..", ".env.example"), installation.resolve(".env"));

    assertThat(example)
        .containsOnlyKeys("DATABASE_URL", "HOST", "PORT", "LOG_LEVEL", "PROJECT_RUNTIME_DIRNAME");
    assertThat(read().database()).isEqualTo(withoutFile.database());
    assertThat(read().listening()).isEqualTo(withoutFile.listening());
    assertThat(read().logging()).isEqualTo(withoutFile.logging());
    assertThat(read().runtimeFolder()).isEqualTo(withoutFile.runtimeFolder());
    assertThat(read().warnings()).isEmpty();
  }

  @Test
  void environmentWinsOverDotEnvOverConfigFileOverDefault() throws IOException {
    configFile("port = 1");
    assertPort(1, SettingSource.CONFIG_FILE, "ORCH_PORT");

    dotEnv("PORT=2");
    assertPort(2, SettingSource.DOT_ENV, "PORT");

    environment.put("PORT", "3");
    assertPort(3, SettingSource.ENVIRONMENT, "PORT");

    environment.put("ORCH_PORT", "4");
    assertPort(4, SettingSource.ENVIRONMENT, "ORCH_PORT");
  }

  @Test
  void anEmptyValueCountsAsNone() throws IOException {
    dotEnv("PORT=7\nDATABASE_URL=");
    environment.put("PORT", "");
    environment.put("ORCH_PORT", " ");

    assertPort(7, SettingSource.DOT_ENV, "PORT");
    assertThat(read().database()).isEqualTo(read().stateFolder().resolve("orchestrator.db"));
  }

  @Test
  void aDatabaseIsRelativeToTheInstallationOrAbsolute() {
    environment.put("DATABASE_URL", "sqlite:///./orchestrator.db");
    assertThat(read().database()).isEqualTo(installation.resolve("orchestrator.db"));

    environment.put("DATABASE_URL", "sqlite:////var/lib/a b.db");
    assertThat(read().database()).isEqualTo(Path.of("/var/lib/a b.db"));
  }

  @Test
  void withoutAnInstallationWhatIsRelativeLiesInTheStateFolderAndNoFileOfTheCallersIsRead() {
    environment.remove("ORCH_LAUNCH_INSTALLATION");
    environment.put("DATABASE_URL", "sqlite:///x.db");

    assertThat(read().database()).isEqualTo(home.resolve(".local/state/orch/x.db"));
  }

  @Test
  void postgresqlIsRecognisedAndItsPasswordIsNotRepeated() {
    environment.put("DATABASE_URL", "postgresql://me:secret@db/orch");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("PostgreSQL")
        .hasMessageContaining("DATABASE_URL")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, eighty",
    "PORT, 65536",
    "PORT, -1",
    "ORCH_PORT, 80 00",
    "HOST, example.com",
    "HOST, 127.0.0.1:8000",
    "LOG_LEVEL, LOUD",
    "PROJECT_RUNTIME_DIRNAME, a/b",
    "PROJECT_RUNTIME_DIRNAME, ..",
    "PROJECT_RUNTIME_DIRNAME, .git",
    "PROJECT_RUNTIME_DIRNAME, .GIT",
    "PROJECT_RUNTIME_DIRNAME, .Git.",
    "PROJECT_RUNTIME_DIRNAME, '.git ...'",
    "PROJECT_RUNTIME_DIRNAME, .git::$INDEX_ALLOCATION",
    "PROJECT_RUNTIME_DIRNAME, git~1",
    "PROJECT_RUNTIME_DIRNAME, GIT~1",
    "PROJECT_RUNTIME_DIRNAME, .g\u200cit",
    "DATABASE_URL, mysql://x",
    "DATABASE_URL, sqlite://x",
    "DATABASE_URL, sqlite:///",
    "ORCH_WORKTREE_ROOT, relative",
    "ORCH_ALLOWED_HOSTS, http://x",
    "ORCH_ALLOW_REMOTE, perhaps",
    "ORCH_STOP_GRACE, 5",
    "ORCH_STOP_GRACE, 5 weeks",
    "ORCH_LOG_FILE_SIZE, 10",
    "ORCH_LOG_FILES, 0",
  })
  void aValueThatASettingCannotHaveIsRefusedAndWhatItTakesIsTold(String variable, String value) {
    environment.put(variable, value);
    String takes = takes(variable);

    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining(variable)
        .hasMessageContaining(takes);
  }

  @Test
  void otherMachinesAreLetInOnPurposeOnly() {
    environment.put("HOST", "0.0.0.0");
    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("ORCH_ALLOW_REMOTE");

    environment.put("ORCH_ALLOW_REMOTE", "1");
    assertThat(read().listening().remote()).isTrue();
    assertThat(read().warnings())
        .singleElement()
        .asString()
        .contains("0.0.0.0", "other machines", "token", "TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "127.9.9.9", "localhost"})
  void loopbackNeedsNoPermission(String host) {
    environment.put("HOST", host);

    assertThat(read().listening().remote()).isFalse();
  }

  @Test
  void unknownNamesOfOursAreWarnedOfWithTheNearestOne() throws IOException {
    environment.put("ORCH_PROT", "1");
    environment.put("ORCH_QUITE_ANOTHER_THING", "1");
    environment.put("SOMETHING_ELSE", "1");
    configFile("prot = 1\n[stop]\ngrace = '5s'");
    dotEnv("ORCH_STOP_GRACES=5s\nTHEIRS=1");

    assertThat(read().warnings())
        .hasSize(5)
        .anySatisfy(w -> assertThat(w).contains("ORCH_PROT", "environment", "ORCH_PORT"))
        .anySatisfy(w -> assertThat(w).contains("ORCH_QUITE_ANOTHER_THING"))
        .anySatisfy(w -> assertThat(w).contains("ORCH_STOP_GRACES", ".env", "ORCH_STOP_GRACE"))
        .anySatisfy(w -> assertThat(w).contains("prot", "config.toml", "port"))
        .anySatisfy(w -> assertThat(w).contains("stop.grace", "stop_grace"));
  }

  @Test
  void whatWeHandToAgentsOurselvesIsKnown() {
    KnownNames.GIVEN.forEach(name -> environment.putIfAbsent(name, "x"));
    environment.put("ORCH_CLAUDE_BIN", "/opt/claude");

    assertThat(read().warnings()).isEmpty();
  }

  @Test
  void programsOfAgentsAreNamedByTheirIds() throws IOException {
    environment.put("ORCH_CLAUDE_BIN", "/opt/claude");
    environment.put("ORCH_MY_AGENT_BIN", "/opt/mine");
    dotEnv("ORCH_CLAUDE_BIN=/elsewhere/claude\nORCH_CODEX_BIN=/opt/codex");
    configFile("copilot_bin = '/opt/copilot'");

    assertThat(read().programs())
        .isEqualTo(
            Map.of(
                "claude", "/opt/claude",
                "my_agent", "/opt/mine",
                "codex", "/opt/codex",
                "copilot", "/opt/copilot"));
    assertThat(read().warnings()).isEmpty();
  }

  @Test
  void aConfigFileThatIsNoTomlIsRefusedWithThePlace() throws IOException {
    configFile("port = 1\nhost == 2");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("config.toml")
        .hasMessageContaining("line 2");
  }

  @Test
  void listsAndNumbersOfTheConfigFileAreRead() throws IOException {
    configFile("allowed_hosts = ['One.example', 'two']\nport = 80\nallow_remote = true");

    assertThat(read().allowedHosts()).containsExactlyInAnyOrder("one.example", "two", "127.0.0.1");
    assertThat(read().port()).isEqualTo(80);
  }

  @Test
  void dotEnvKnowsQuotesCommentsAndExport() throws IOException {
    dotEnv(
        """
        # HOST=1.1.1.1
        export PORT = 81   # the port
        LOG_LEVEL="debug"
        PROJECT_RUNTIME_DIRNAME='.a #b'
        not a line of ours
        """);

    assertThat(read().port()).isEqualTo(81);
    assertThat(read().logging().level()).isEqualTo(LogLevel.DEBUG);
    assertThat(read().runtimeFolder()).isEqualTo(".a #b");
    assertThat(read().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void foldersFollowXdgUnlessItsPathsAreRelative() {
    environment.put("XDG_STATE_HOME", "/s");
    environment.put("XDG_CONFIG_HOME", "relative");
    environment.put("XDG_CACHE_HOME", "/c");

    assertThat(Places.of(environment))
        .isEqualTo(
            new Places(
                home,
                installation,
                Path.of("/s/orch"),
                home.resolve(".config/orch"),
                Path.of("/c/orch")));
  }

  @Test
  void withoutAHomeThereIsNoPlaceToStart() {
    environment.remove("HOME");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettingException.class)
        .hasMessageContaining("HOME");
  }

  private DaemonConfig read() {
    return DaemonConfig.read(environment);
  }

  private void assertPort(int port, SettingSource source, String variable) {
    assertThat(read().port()).isEqualTo(port);
    assertThat(read().report().values())
        .filteredOn(value -> value.key().equals("port"))
        .singleElement()
        .satisfies(value -> {
          assertThat(value.source()).isEqualTo(source);
          assertThat(value.variable()).isEqualTo(variable);
        });
  }

  private void dotEnv(String text) throws IOException {
    Files.writeString(installation.resolve(".env"), text);
  }

  private void configFile(String text) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/orch"));
    Files.writeString(folder.resolve("config.toml"), text);
  }

  private static String takes(String variable) {
    for (Setting setting : Setting.values()) {
      if (setting.variables().contains(variable)) {
        return setting.type().takes();
      }
    }
    throw new AssertionError(variable);
  }
}
