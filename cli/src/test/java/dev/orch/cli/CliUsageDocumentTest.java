package dev.orch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code docs/cli-usage.md} says what the commands say; {@code -Dupdate.docs=true} writes it. */
class CliUsageDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "cli-usage.md");

  @TempDir private Path home;
  private Typed user;

  @BeforeEach
  void aUser() {
    user = new Typed(home);
  }

  @Test
  void theDocumentIsWhatTheCommandsSay() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(DOCUMENT).content().isEqualTo(expected);
  }

  @Test
  void everyCommandShowsOneToFourExamples() {
    for (CommandLine command : all(user.commands())) {
      assertThat(command.getCommandSpec().usageMessage().footer())
          .as(command.getCommandSpec().qualifiedName())
          .hasSizeBetween(1, 4)
          .allMatch(line -> line.contains("orch"));
    }
  }

  private String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # Using orch

            Made from the commands themselves; do not edit. `orch COMMAND --help` shows the same.

            """);
    text.append("## States, exit codes and variables\n\n");
    text.append(block(user.run("help", "topics").out()));
    for (CommandLine command : all(user.commands())) {
      text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n");
      text.append(block(command.getUsageMessage()));
    }
    return text.toString();
  }

  private static String block(String text) {
    return "```text\n" + text.stripTrailing() + "\n```\n";
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> found = new ArrayList<>(List.of(command));
    new LinkedHashSet<>(command.getSubcommands().values()).forEach(each -> found.addAll(all(each)));
    return found;
  }
}
