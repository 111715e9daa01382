package dev.orch.cli.command.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
  @TempDir private Path home;
  private Typed user;
  private Path state;

  @BeforeEach
  void anInstallation() throws IOException {
    user = new Typed(home);
    state = user.stateFolder();
    Files.createDirectories(state.getParent());
    Files.createDirectory(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Test
  void whereNothingIsWrongItSaysSo() {
    Typed.Result result = user.run("doctor");

    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out()).isEqualTo("Nothing is wrong.\n");
    assertThat(user.run("doctor", "--json").out().strip()).isEqualTo("{\"findings\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon.json", "daemon.json.new", "token.new"})
  void whatAKilledDaemonLeftIsTakenAway(String name) throws IOException {
    Path file = privateFile(name, "{\"url\":\"http://127.0.0.1:1\",\"pid\":1073741823}");
    found("stale_file", "orch up");

    fixed();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "orchestrator.db"})
  void whatIsOpenToOthersIsClosed(String name) throws IOException {
    Path file = privateFile(name, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    found("open_to_others", "chmod go= " + file);

    user.run("doctor", "--fix");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aStateFolderThatOthersMayEnterIsClosed() throws IOException {
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    found("open_to_others", "chmod go= " + state);

    fixed();
  }

  @Test
  void whatItAdvisesMayBeTypedWithASpaceInThePathToo() throws IOException {
    Path spaced = Files.createDirectories(home.resolve("my state/orch"));
    Files.setPosixFilePermissions(spaced, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(user.with("XDG_STATE_HOME", home.resolve("my state").toString()).run("doctor").out())
        .contains("chmod go= \"" + spaced + "\"");
  }

  @Test
  void aLinkInPlaceOfTheTokenIsToldAndLeft() throws IOException {
    Path elsewhere = Files.createFile(home.resolve("elsewhere"));
    Files.createSymbolicLink(state.resolve("token"), elsewhere);
    found("open_to_others", "put in its place what it leads to");

    assertThat(user.run("doctor", "--fix").exit()).isEqualTo(1);
    assertThat(state.resolve("token")).isSymbolicLink();
    Files.delete(state.resolve("token"));
    nothingIsWrong();
  }

  @Test
  void whoHoldsTheLockAndIsSilentIsNamed() throws IOException {
    try (FileChannel lock =
        FileChannel.open(
            state.resolve("daemon.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      found("daemon_silent", "kill " + ProcessHandle.current().pid());
    }
    nothingIsWrong();
  }

  @Test
  void theDatabaseOfAnotherProgramIsTold() throws IOException {
    Path file = privateFile("orchestrator.db", "SQLite format 3\0" + "x".repeat(200));
    found("database_foreign", "move this one away");
    Files.writeString(file, "no database");
    found("database_foreign", "DATABASE_URL");
    Files.writeString(file, "SQLite format 3\0");
    found("database_damaged", "put a backup in its place");

    assertThat(user.run("doctor", "--fix").exit()).isEqualTo(1);
    assertThat(file).exists();
    Files.delete(file);
    nothingIsWrong();
  }

  @Test
  void aDatabaseThatCannotBeReadIsTold() throws IOException {
    Path place = Files.createDirectory(state.resolve("orchestrator.db"));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
    found("database_unavailable", place.toString());

    Files.delete(place);
    nothingIsWrong();
  }

  @Test
  void ofADatabaseWhosePlaceAFileNamesNothingIsSaid() throws IOException {
    sessionsRan();
    Path config = Files.createDirectories(home.resolve(".config/orch"));
    Files.writeString(config.resolve("config.toml"), "database_url = \"sqlite:////x/y.db\"\n");
    nothingIsWrong();

    Files.delete(config.resolve("config.toml"));
    found("database_lost", "put it back");
    Path installation = Files.createDirectory(home.resolve("checkout"));
    Files.writeString(installation.resolve(".env"), "DATABASE_URL=sqlite:////x/y.db\n");
    user.with("ORCH_LAUNCH_INSTALLATION", installation.toString());
    nothingIsWrong();
    Files.writeString(installation.resolve(".env"), "# DATABASE_URL=x\nDATABASE_URL=\n");
    found("database_lost", "put it back");
  }

  @Test
  void aDatabaseThatIsGoneIsTold() throws IOException {
    Path run = sessionsRan();

    found("database_lost", "put it back");
    Files.delete(run);
    nothingIsWrong();
  }

  @Test
  void aGitThatIsTooOldOrMissingIsTold() throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin"));
    user.with("PATH", bin.toString());
    found("git_unsupported", "install git 2.38 or newer");

    Path git = bin.resolve("git");
    Files.writeString(git, "#!/bin/sh\necho git version 2.20.1\n");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(user.run("doctor").out()).contains("2.20.1");
    Files.writeString(git, "#!/bin/sh\necho git version 2.38.0\n");
    nothingIsWrong();
  }

  @Test
  void aDaemonIsAskedAndItsAnswerGivenUnchanged() throws IOException {
    String finding =
        """
        {"id":"no_agent","code":"no_agent","what":"no agent is installed","where":null,\
        "hint":"npm install it","fixable":false}\
        """;
    try (StubDaemon daemon = new StubDaemon().announce(state)) {
      daemon.answer(
          "GET " + ApiPath.DOCTOR.with(),
          200,
          "{\"findings\":[" + finding + "],\"a_field_of_tomorrow\":1}");
      daemon.answer(
          "POST " + ApiPath.DOCTOR_FIX.with(), 200, "{\"fixed\":[" + finding + "],\"left\":[]}");

      Typed.Result result = user.run("doctor");
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.out()).contains("no agent is installed", "npm install it");
      assertThat(user.run("doctor", "--json").out()).contains("\"a_field_of_tomorrow\":1");

      Typed.Result treated = user.run("doctor", "--fix");
      assertThat(treated.exit()).isZero();
      assertThat(treated.out()).contains("put right: no agent is installed", "Nothing is wrong.");
    }
  }

  @Test
  void anAgentMayLookAndRepairsNothing() {
    user.with("ORCH_SESSION_ID", "k3v9m2p7qd");

    assertThat(user.run("doctor").exit()).isZero();
    assertThat(user.run("doctor", "--fix").err()).contains("An agent may not");
  }

  private Path privateFile(String name, String text) throws IOException {
    Path file =
        Files.createFile(
            state.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
    return file;
  }

  /** The folder of a session that ran. */
  private Path sessionsRan() throws IOException {
    Path runs =
        Files.createDirectory(
            state.resolve("runs"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return Files.createDirectory(runs.resolve("k3v9m2p7qd"));
  }

  private void nothingIsWrong() {
    Typed.Result result = user.run("doctor");
    assertThat(result.out()).isEqualTo("Nothing is wrong.\n");
    assertThat(result.exit()).isZero();
  }

  private void found(String code, String hint) {
    Typed.Result result = user.run("doctor", "--json");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("\"code\":\"" + code + "\"").contains(hint);
    assertThat(user.run("doctor").out()).contains(hint);
  }

  private void fixed() {
    Typed.Result result = user.run("doctor", "--fix");
    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out()).contains("put right:");
    assertThat(user.run("doctor").out()).isEqualTo("Nothing is wrong.\n");
    assertThat(user.run("doctor", "--fix").out()).isEqualTo("Nothing is wrong.\n");
  }
}
