package dev.orch.cli.demo;

import dev.orch.cli.CommandContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Asks the person at the terminal. One for all questions: it may have read what comes later. */
final class Prompt {
  private final CommandContext context;
  private final BufferedReader typed;

  Prompt(CommandContext context) {
    this.context = context;
    this.typed = new BufferedReader(new InputStreamReader(context.input(), StandardCharsets.UTF_8));
  }

  /** Waits for a line: without the space around it, in lower case; empty if none comes any more. */
  Optional<String> ask(String question) {
    context.output().usage(question + " ");
    try {
      return Optional.ofNullable(typed.readLine())
          .map(line -> line.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
