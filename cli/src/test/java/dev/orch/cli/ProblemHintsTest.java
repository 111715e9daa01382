package dev.orch.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ProblemType;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What a problem advises is printed to people at a terminal: they must be able to do it. */
class ProblemHintsTest {
  private static final Pattern COMMAND = Pattern.compile("\\borch ([a-z]+)(?: ([a-z]+))?");

  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource
  void whatAHintNamesIsThere(ProblemType type) {
    CommandLine orch = new Typed(home).commands();
    Matcher named = COMMAND.matcher(type.hint());
    while (named.find()) {
      assertThat(orch.getSubcommands()).as(type.hint()).containsKey(named.group(1));
      CommandLine command = requireNonNull(orch.getSubcommands().get(named.group(1)));
      if (!command.getSubcommands().isEmpty()) {
        assertThat(command.getSubcommands()).as(type.hint()).containsKey(named.group(2));
      }
    }
    assertThat(type.hint()).doesNotContain("GET ");
  }
}
