package dev.orch.cli.command.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.SubmitCommand;
import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.client.Watchdog;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which session goes on when nobody waited for the answer that would have named it. */
class SentCommandTest extends StubbedSuite {
  private static final String COMMANDS = "GET /api/v1/commands";
  private static final Instant SENT = Instant.parse("2026-01-01T10:00:00.000900Z");

  @Test
  void itIsTheOneOfTheCommandThatWasSent() {
    String other = Canned.command().replace("add error handling\"", "something else\"");
    daemon.answer(COMMANDS, 200, Canned.page(other.replace(Canned.SESSION, "x"), Canned.command()));

    assertThat(find(sent(null, "claude", "add error handling\n"), SENT)).contains(Canned.SESSION);
  }

  @Test
  void aCommandInWordsIsKnownByItsWords() {
    String words = Canned.command().replace("\"text\":null", "\"text\":\"ask claude to fix it\"");
    daemon.answer(COMMANDS, 200, Canned.page(words));

    assertThat(find(sent("ask claude to fix it", null, null), SENT)).contains(Canned.SESSION);
    assertThat(find(sent("ask claude to leave it", null, null), SENT)).isEmpty();
  }

  @Test
  void oneFromBeforeIsAnother() {
    daemon.answer(COMMANDS, 200, Canned.page(Canned.command()));

    assertThat(find(sent(null, "claude", "add error handling"), SENT.plusSeconds(1))).isEmpty();
    assertThat(find(sent(null, "codex", "add error handling"), SENT)).isEmpty();
  }

  @Test
  void whereItCannotBeFoundOutNothingIsSaid() {
    assertThat(find(sent(null, "claude", "add error handling"), SENT)).isEmpty();
  }

  private Optional<String> find(SubmitCommand body, Instant since) {
    DaemonPlace.Ours ours = new DaemonPlace.Ours(daemon.url(), Optional.empty());
    return new SentCommand(body, since)
        .findSession(
            new DaemonClient(user.stateFolder(), () -> ours, () -> ours, Watchdog.quiet()));
  }

  private static SubmitCommand sent(
      @Nullable String text, @Nullable String agent, @Nullable String prompt) {
    String action = agent == null ? null : "implement";
    String project = agent == null ? null : "my-app";
    return new SubmitCommand(text, agent, action, project, null, prompt, null, null, null);
  }
}
