package dev.orch.cli.command.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Screen;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(180)
@DisabledOnOs(OS.MAC)
class UiTest extends StubbedSuite {
  private static final String CODES = "POST /api/v1/login-codes";
  private static final String LINK = "http://127.0.0.1:8000/login#code=abc";
  private static final String CODE =
      """
      {"code":"abc","url":"%s","expires_at":"2026-01-01T00:01:00Z"}\
      """
          .formatted(LINK);

  private Path opened;

  @BeforeEach
  void aDesktop() throws IOException {
    daemon.answer(CODES, 201, CODE);
    opened = home.resolve("opened");
    Path programs = Files.createDirectory(home.resolve("programs"));
    // The last step is one that nobody sees half done.
    script(
        programs.resolve("xdg-open"),
        """
        #!/bin/sh
        { echo "$*"; echo "LC_ALL=${LC_ALL-none}"; echo "${ORCH_LAUNCH_LC_ALL+launched}"; } >'%s.new'
        mv '%s.new' '%s'
        """
            .formatted(opened, opened, opened));
    user.with("PATH", programs + ":/usr/bin:/bin").with("DISPLAY", ":0").at(Screen.terminal(80));
  }

  private static void script(Path path, String text) throws IOException {
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theLinkIsPrintedAndOpenedAsTheUserWould() throws IOException {
    Typed.Result ui =
        user.with("LC_ALL", "C.UTF-8").with("ORCH_LAUNCH_LC_ALL", "de_DE.UTF-8").run("ui");

    assertThat(ui.exit()).as(ui.err()).isZero();
    assertThat(ui.out()).isEqualTo(LINK + "\n");
    assertThat(ui.err()).contains("opened in your browser");
    while (!Files.exists(opened)) {
      Thread.onSpinWait();
    }
    assertThat(Files.readAllLines(opened)).containsExactly(LINK, "LC_ALL=de_DE.UTF-8", "");
  }

  @Test
  void whereNoneCanBeOpenedItSaysHow() {
    assertPrintedOnly(user.run("ui", "--print"));
    assertPrintedOnly(user.with("CI", "true").run("ui"));
    assertPrintedOnly(user.with("CI", "").with("DISPLAY", "").run("ui"));
    assertPrintedOnly(user.with("DISPLAY", ":0").at(Screen.NONE).run("ui"));
    assertThat(opened).doesNotExist();
  }

  private static void assertPrintedOnly(Typed.Result ui) {
    assertThat(ui.exit()).as(ui.err()).isZero();
    assertThat(ui.out()).isEqualTo(LINK + "\n");
    assertThat(ui.err()).contains("open it in a browser", "within a minute").doesNotContain("ssh");
  }

  @Test
  void fromAnotherMachineItSaysTheWayThere() {
    Typed.Result ui = user.with("DISPLAY", "").with("SSH_CONNECTION", "1.2.3.4 5").run("ui");

    assertThat(ui.err()).contains("ssh -N -L 8000:127.0.0.1:8000 ");
  }

  @Test
  void programsGetTheAnswerAsItIs() {
    assertThat(user.run("ui", "--json").out().strip()).isEqualTo(CODE);
    assertThat(opened).doesNotExist();
  }

  @Test
  void anAgentIsRefused() {
    Typed.Result ui = user.with("ORCH_SESSION_ID", "k3v9m2p7qd").run("ui");

    assertThat(ui.exit()).isEqualTo(1);
    assertThat(ui.err()).contains("An agent may not open the pages");
    assertThat(daemon.requests(CODES)).isEmpty();
  }
}
