package dev.orch.cli.command.follow;

import dev.orch.api.ApiPath;
import dev.orch.api.CommandView;
import dev.orch.api.SubmitCommand;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command for an agent whose answer nobody waited for.
 *
 * @param body as it was sent
 * @param since when it was sent at the earliest
 */
public record SentCommand(SubmitCommand body, Instant since) {
  /** Of those that others send at the same time. */
  private static final int NEWEST = 20;

  /** As much of a prompt as tells it from others. */
  private static final int COMPARED = 200;

  /** The session that carries it out, as far as the daemon can be asked. */
  public Optional<String> findSession(DaemonClient daemon) {
    try {
      return daemon
          .get(ApiPath.COMMANDS.with() + new UrlQuery().add("limit", NEWEST))
          .pageOf(CommandView.class)
          .items()
          .stream()
          .filter(this::isRecordOf)
          .map(CommandView::sessionId)
          .filter(Objects::nonNull)
          .findFirst();
    } catch (CliException e) {
      return Optional.empty();
    }
  }

  private boolean isRecordOf(CommandView command) {
    boolean mine =
        command.source() == CommandView.Source.CLI
            && command.agent() != null
            && !command.createdAt().isBefore(since.truncatedTo(ChronoUnit.MILLIS));
    return mine
        && (body.text() == null
            ? Objects.equals(body.agent(), command.agent())
                && Objects.equals(body.action(), command.action())
                && begins(body.prompt(), command.prompt())
            : begins(body.text(), command.text()));
  }

  private static boolean begins(@Nullable String said, @Nullable String recorded) {
    return said == null || (recorded != null && beginning(said).equals(beginning(recorded)));
  }

  private static String beginning(String text) {
    String words = text.strip();
    return words.substring(0, Math.min(COMPARED, words.length()));
  }
}
