package dev.orch.cli.view;

import dev.orch.api.session.OperationView;
import dev.orch.cli.text.Ages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of work on a session's files that is not over. */
public final class OperationWords {
  private OperationWords() {}

  /** What it is, since when, and how far; nothing where there is none. */
  public static String of(@Nullable OperationView operation, Instant now, ZoneId zone) {
    if (operation == null) {
      return "";
    }
    return "%s, since %s (%s): %s"
        .formatted(
            operation.kind().name().toLowerCase(Locale.ROOT),
            Ages.at(operation.since(), now, zone),
            Ages.of(Duration.between(operation.since(), now)),
            step(operation));
  }

  private static String step(OperationView operation) {
    return switch (operation.stage()) {
      case STOPPING -> "its agent is stopped first";
      case WORKING ->
          switch (operation.kind()) {
            case DELETE, RELEASE -> "its teardown runs, then its files are taken away";
            case APPLY, UNDO -> "files of the checkout are written";
            case RESTORE -> "its files are given back";
            case EMPTY -> "its files are removed for good";
          };
    };
  }
}
