package dev.orch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.CommandContext;
import dev.orch.cli.Screen;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.Typed;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.client.Watchdog;
import dev.orch.cli.command.ui.Pages;
import dev.orch.cli.process.OutputReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo offers when its story is told, and what it leaves. */
class DemoEndTest {
  private static final String CODES = "POST /api/v1/login-codes";
  private static final String LINK = "http://127.0.0.1:8000/login#code=abc";
  private static final String QUESTION = "Open it in a browser?";
  private static final String ENDING = "ends the demo, and its daemon";

  @TempDir private Path temporary;
  @AutoClose private final StubDaemon daemon = new StubDaemon();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Typed user;
  private DemoPlace place;

  @BeforeEach
  void aDemoIsTold() throws IOException {
    user = new Typed(Files.createDirectory(temporary.resolve("home"))).at(Screen.terminal(80));
    place = new DemoPlace(Files.createDirectory(temporary.resolve("demo")));
    daemon
        .announce(stateFolder())
        .answer(
            CODES,
            201,
            """
            {"code":"abc","url":"%s","expires_at":"2026-01-01T00:01:00Z"}\
            """
                .formatted(LINK));
  }

  @Test
  void enterShowsItAndTheNextOneEndsTheDemo() {
    user.piping("\n\n");
    end().offer();

    assertThat(said()).containsSubsequence(QUESTION, LINK, seen("ui"), ENDING);
    assertThat(daemon.requests(CODES)).hasSize(1);
  }

  @Test
  void qEndsItAtOnce() {
    user.piping("q\n\n");
    end().offer();

    assertThat(said()).contains(QUESTION).doesNotContain(ENDING);
    assertThat(daemon.requests(CODES)).isEmpty();
  }

  @Test
  void whereNobodyTypesAnyMoreItEnds() {
    end().offer();

    assertThat(said()).contains(QUESTION).doesNotContain(ENDING);
    assertThat(daemon.requests(CODES)).isEmpty();
  }

  @Test
  void withoutATerminalOnBothSidesNothingIsAsked() {
    user.piping("\n\n");
    for (Screen screen : new Screen[] {Screen.NONE, half(true), half(false)}) {
      user.at(screen);
      end().offer();
    }
    user.at(Screen.terminal(80)).with("CI", "true");
    end().offer();

    assertThat(said()).isEmpty();
    assertThat(daemon.requests(CODES)).isEmpty();
  }

  @Test
  void whatIsKeptCanBeSeenAndEnded() {
    end().tellKept();

    assertThat(said().lines())
        .anyMatch(line -> line.equals("kept: " + place.folder()))
        .anyMatch(line -> line.endsWith(" " + seen("ui")))
        .anyMatch(line -> line.endsWith(" " + seen("down")));
  }

  @Test
  void whatIsKeptIsFoundByWhoNamesAnotherDaemon() {
    user.with("ORCH_DAEMON_URL", "http://127.0.0.1:1");
    end().tellKept();

    assertThat(said()).contains("ORCH_DAEMON_URL= " + seen("ui"));
  }

  @Test
  void whoWasNotAskedIsToldOfTheBrowserInOneLine() throws IOException {
    place.remove();
    end().tellGone();
    long asked = said().lines().count();
    printed.reset();
    user.at(Screen.NONE);
    end().tellGone();

    assertThat(said()).contains("removed again", "orch ui");
    assertThat(said().lines()).hasSize((int) asked + 1);
  }

  private static Screen half(boolean input) {
    return new Screen(input, !input, 80, OutputReader.UNKNOWN);
  }

  private String seen(String word) {
    return "XDG_STATE_HOME=%s orch %s".formatted(place.stateHome(), word);
  }

  private String said() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Path stateFolder() {
    return place.stateHome().resolve("orch");
  }

  private DemoEnd end() {
    CommandContext context = user.context(printed);
    DaemonClient client =
        new DaemonClient(stateFolder(), this::running, this::running, Watchdog.quiet());
    return new DemoEnd(context, new Prompt(context), new Pages(context, client), place);
  }

  private DaemonPlace.Ours running() {
    DaemonFile file = DaemonFile.living(stateFolder()).orElseThrow();
    return new DaemonPlace.Ours(file.url(), Optional.of(file));
  }
}
