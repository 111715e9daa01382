package dev.orch.cli.command.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallCommandTest {
  @TempDir private Path home;
  private Typed user;
  private Path link;

  @BeforeEach
  void aUser() {
    user = new Typed(home).launching(home.resolve("image/bin/orch"));
    link = home.resolve(".local/bin/orch");
  }

  @Test
  void aLinkIsMadeMadeAnewAndRemoved() {
    assertThat(user.run("install").exit()).isZero();
    assertThat(link).isSymbolicLink();
    user.with("ORCH_LAUNCH_COMMAND", home.resolve("checkout/orch").toString());
    assertThat(user.run("install").out()).contains(home.resolve("checkout/orch").toString());
    assertThat(user.run("uninstall").out()).contains("removed " + link);
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(user.run("uninstall").exit()).isZero();
  }

  @Test
  void aFolderThatIsNotOnThePathIsSaid() {
    assertThat(user.run("install").err()).contains("PATH");
    assertThat(user.with("PATH", "/bin:" + link.getParent()).run("install").err()).isEmpty();
  }

  @Test
  void bothAnswerInJson() throws IOException {
    Files.createDirectories(user.stateFolder());

    assertThat(user.run("install", "--json").out())
        .contains("\"link\"", link.toString(), "\"to\"", "image/bin/orch");
    assertThat(user.run("uninstall", "--json").out())
        .contains("\"removed\":true", user.stateFolder().toString());
    assertThat(user.run("uninstall", "--json").out()).contains("\"removed\":false");
  }

  @Test
  void somethingElseOfThatNameIsLeftAlone() throws IOException {
    Files.createDirectories(link.getParent());
    Files.writeString(link, "mine");

    assertThat(user.run("install").exit()).isEqualTo(1);
    assertThat(user.run("uninstall").exit()).isZero();
    assertThat(link).hasContent("mine");
  }

  @Test
  void whatIsLeftIsListedAndLeft() throws IOException {
    Files.createDirectories(user.stateFolder());

    assertThat(user.run("uninstall").out()).contains("left", user.stateFolder().toString());
    assertThat(user.stateFolder()).exists();
  }

  @Test
  void theCompletionScriptIsOneThatBashTakes() throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("bash", "-c", "source /dev/stdin && complete -p orch")
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream()
        .write(user.run("completion", "bash").out().getBytes(StandardCharsets.UTF_8));
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(said).contains("orch");
    assertThat(user.run("completion", "zsh").out()).contains("bashcompinit");
    assertThat(user.run("completion", "tcsh").exit()).isEqualTo(2);
  }
}
