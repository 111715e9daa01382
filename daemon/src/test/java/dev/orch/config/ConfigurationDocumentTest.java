package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.GeneratedDocument;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is made from the rows of {@link Setting}. */
class ConfigurationDocumentTest {
  private static final String REST =
      """
      | `AGENT_bin` | `ORCH_AGENT_BIN` | found on `PATH` | a path | The program of an agent: `ORCH_CLAUDE_BIN`. |

      Of two variables of one setting the first wins. A KB is 1024 bytes.

      ## Folders

      | folder | where |
      | --- | --- |
      | state: database, token, runs, log | `$XDG_STATE_HOME/orch`, usually `~/.local/state/orch` |
      | config: `config.toml` | `$XDG_CONFIG_HOME/orch`, usually `~/.config/orch` |
      | cache: what was built | `$XDG_CACHE_HOME/orch`, usually `~/.cache/orch` |

      The home is `$HOME`.

      ## Names that are no settings

      `ORCH_DAEMON_URL` tells the command line where the daemon is. The others are set by orch itself, for agents, for their
      set-up scripts and between its own launchers:

      """;

  @Test
  void theDocumentSaysWhatTheRowsSay() {
    new GeneratedDocument("configuration.md").assertIs(document());
  }

  @Test
  void everyDefaultIsAValueThatItsSettingTakes() {
    for (Setting setting : Setting.values()) {
      assertThat(setting.usual().isEmpty() || setting.type().accepts(setting.usual()))
          .as(setting.key())
          .isTrue();
    }
  }

  private static final String HEAD =
      """
      # Configuration

      Made from `Setting`; do not edit. A value is looked for in the environment, then in `.env` in the
      folder of the installation, then in `config.toml` in the config folder, then the default is taken;
      an empty value counts as none. `orch config` shows what is in force and where it came from. With a
      value that a setting cannot have the daemon does not start. A name with our prefix that it does not
      know is warned of, with the nearest that it knows.

      | in `config.toml` | in the environment | default | takes | meaning |
      | --- | --- | --- | --- | --- |
      """;

  private static String document() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Setting setting : Setting.values()) {
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.variables().stream()
                      .map("`%s`"::formatted)
                      .collect(Collectors.joining(", ")),
                  setting.usual().isEmpty() ? "" : "`%s`".formatted(setting.usual()),
                  setting.type().takes(),
                  setting.meaning()));
    }
    text.append(REST);
    KnownNames.GIVEN.forEach(name -> text.append("- `%s`\n".formatted(name)));
    return text.toString();
  }
}
