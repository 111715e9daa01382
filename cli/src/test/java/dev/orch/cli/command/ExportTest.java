package dev.orch.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code orch export}: the whole file or none, and nothing replaced unasked. */
class ExportTest extends StubbedSuite {
  private static final String SESSION = "/api/v1/sessions/" + Canned.SESSION;

  @BeforeEach
  void thereIsAnArchive() {
    daemon
        .answer("GET " + SESSION, 200, Canned.session("completed", ""))
        .bytes("GET " + SESSION + "/export", "application/zip", "PK-the-archive".getBytes(UTF_8));
  }

  @Test
  void theFileIsWrittenWholeAndNotReplacedUnasked() throws IOException {
    Path target = home.resolve("out.zip");

    assertThat(user.run("export", Canned.SESSION, "-o", target.toString()).lines())
        .containsExactly(target.toString());
    assertThat(target).content().isEqualTo("PK-the-archive");
    Files.writeString(target, "mine");
    Typed.Result refused = user.run("export", Canned.SESSION, "-o", target.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("--force");
    assertThat(target).content().isEqualTo("mine");
    assertThat(user.run("export", Canned.SESSION, "-o", target.toString(), "--force").exit())
        .isZero();
    assertThat(target).content().isEqualTo("PK-the-archive");
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith(".out.zip"));
    }
  }

  @Test
  void aProgramIsToldWhereItIs() {
    Path target = home.resolve("out.zip");

    assertThat(user.run("export", Canned.SESSION, "-o", target.toString(), "--json").out())
        .contains("\"file\":\"" + target, "\"size_bytes\":14", "\"session_id\"");
  }

  @Test
  void aPipeGetsTheBytesAndATerminalDoesNot() {
    assertThat(user.run("export", Canned.SESSION, "-o", "-").out()).isEqualTo("PK-the-archive");
    assertThat(user.run("export", Canned.SESSION, "-o", "-", "--json").exit()).isEqualTo(2);
    assertThat(user.at(Screen.terminal(80)).run("export", Canned.SESSION, "-o", "-").exit())
        .isEqualTo(2);
  }

  @Test
  void whatCannotBeMadeLeavesNoFile() {
    daemon.answer("GET " + SESSION + "/export", 404, Canned.problem("session_not_found", 404, ""));
    daemon.answer("GET " + SESSION + "/export", 404, Canned.problem("session_not_found", 404, ""));
    Path target = home.resolve("missing.zip");
    user.run("export", Canned.SESSION, "-o", home.resolve("first.zip").toString());

    assertThat(user.run("export", Canned.SESSION, "-o", target.toString()).exit()).isEqualTo(1);
    assertThat(target).doesNotExist();
  }

  @Test
  void theCommandToLookIntoItIsAsAShellTakesIt() {
    Typed.Result saved = user.run("export", Canned.SESSION, "-o", "my files.zip");

    assertThat(saved.lines()).containsExactly(home.resolve("my files.zip").toString());
    assertThat(saved.err()).contains("unzip -l ~/\"my files.zip\"", "14 B");
  }

  @Test
  void aFolderIsNoFileToReplace() throws IOException {
    Path folder = Files.createDirectory(home.resolve("reports"));

    Typed.Result refused = user.run("export", Canned.SESSION, "-o", folder.toString(), "--force");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("is a folder", folder.resolve("orch-").toString());
    assertThat(folder).isDirectory();
  }

  @Test
  void whatCannotBeWrittenIsCalledAsItWouldBe() {
    Path target = home.resolve("nowhere/out.zip");

    Typed.Result refused = user.run("export", Canned.SESSION, "-o", target.toString());

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains(target + " cannot be written").doesNotContain(".out.zip.");
  }
}
