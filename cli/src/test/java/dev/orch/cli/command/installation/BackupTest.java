package dev.orch.cli.command.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupTest extends StubbedSuite {
  private static final String ROUTE = "POST " + ApiPath.BACKUP.with();

  private Path made;

  @BeforeEach
  void aCopyIsMade() throws IOException {
    made = Files.writeString(home.resolve("orchestrator-20260101T000000Z.db"), "all of it");
    daemon.answer(ROUTE, 201, "{\"path\":\"" + made + "\"}");
  }

  @Test
  void whereTheCopyIsIsTheAnswer() {
    Typed.Result result = user.run("backup");

    assertThat(result.out()).isEqualTo(made + "\n");
    assertThat(user.run("backup", "--json").out()).contains("\"path\":\"" + made + "\"");
  }

  @Test
  void howToPutItBackNamesAllThatHasToGo() {
    assertThat(user.run("backup").err().lines())
        .singleElement()
        .asString()
        .containsSubsequence("orch down --all", "-wal", "-shm", "orch up");
  }

  @Test
  void itIsPutWhereItIsWanted() throws IOException {
    Path wanted = home.resolve("mine.db");

    Typed.Result result = user.run("backup", "-o", "mine.db");

    assertThat(result.out()).isEqualTo(wanted + "\n");
    assertThat(wanted).hasContent("all of it");
    assertThat(Files.getPosixFilePermissions(wanted))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(made).doesNotExist();
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    Path wanted = Files.writeString(home.resolve("mine.db"), "something else");

    Typed.Result result = user.run("backup", "-o", wanted.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("is there already");
    assertThat(wanted).hasContent("something else");
    assertThat(daemon.requests(ROUTE)).isEmpty();
  }

  @Test
  void whereItCannotBePutTheCopyStaysAndIsNamed() {
    Typed.Result result = user.run("backup", "-o", "no/such/folder.db");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(made.toString());
    assertThat(made).exists();
  }

  @Test
  void nothingIsLeftOfACopyThatBreaksOff() throws IOException {
    Path into = Files.createDirectory(home.resolve("stick"));
    Files.delete(made);
    Files.createDirectory(made); // opens, and cannot be read

    Typed.Result result = user.run("backup", "-o", "stick/mine.db");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(made.toString());
    assertThat(into).isEmptyDirectory();
  }

  @Test
  void aLinkIsNotWrittenThrough() throws IOException {
    Path wanted = Files.createSymbolicLink(home.resolve("mine.db"), Path.of("elsewhere.db"));

    Typed.Result result = user.run("backup", "-o", wanted.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(home.resolve("elsewhere.db")).doesNotExist();
    assertThat(daemon.requests(ROUTE)).isEmpty();
  }
}
