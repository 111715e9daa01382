package dev.orch.cli.demo;

import dev.orch.cli.CommandContext;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.view.EventLines;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * How the demo is told.
 *
 * @param context whose output it is told on
 */
record Narrator(CommandContext context) {
  private static final int WHO = 7;

  /** A new part of the story begins. */
  void chapter(String title) {
    context.output().line("");
    context.output().line("== " + title);
  }

  /** A sentence. */
  void say(String sentence) {
    context.output().line("   " + sentence);
  }

  /** Something that a session's agent said or did. */
  void line(String session, Instant at, EventLines.Line line) {
    context
        .output()
        .line(
            List.of(
                Cell.of("  "),
                Cell.of(session),
                Cell.of(Ages.at(at, context.now(), context.output().choices().zone())),
                Cell.of(("%-" + WHO + "s").formatted(line.who())),
                line.what()));
  }

  /** Shows bytes as they are; false if there were none. */
  boolean bytes(InputStream bytes) throws IOException {
    try (BufferedInputStream buffered = new BufferedInputStream(bytes)) {
      buffered.mark(1);
      boolean any = buffered.read() >= 0;
      buffered.reset();
      context.output().bytes(buffered);
      return any;
    }
  }
}
