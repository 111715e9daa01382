package dev.orch.cli.command.setup;

import dev.orch.cli.Candidates;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * What bash completes, and zsh by what it has of bash. Bash shows what it would put in: where it
 * only lists several, which it says by {@code COMP_TYPE} 63, each id has its title behind it, if
 * its locale is UTF-8.
 */
final class BashScript {
  private static final String TITLED =
      """

      _orch_titled() {
        local space=$'\\302\\240'
        if [ "${COMP_TYPE:-9}" = 63 ] && [ "${#space}" = 1 ]; then echo --titled; fi
      }
      """;

  /** The one that is left is put in, without its title. */
  private static final String TAIL =
      """

      _orch() {
        _complete_orch "$@"
        if [ "${#COMPREPLY[@]}" = 1 ]; then
          COMPREPLY=( "${COMPREPLY[0]%%$'\\302\\240'*}" )
        fi
      }
      complete -F _orch -o default orch orch.sh orch.bash
      """;

  private static final String ZSH =
      """
      autoload -U +X compinit && compinit -u
      autoload -U +X bashcompinit && bashcompinit
      """;

  private BashScript() {}

  /** For bash. */
  static String of(CommandLine root) {
    return completing(root) + TAIL;
  }

  /** For zsh, which lists no titles by this. */
  static String forZsh(CommandLine root) {
    return ZSH + completing(root);
  }

  private static String completing(CommandLine root) {
    String script = AutoComplete.bash("orch", root);
    for (Candidates.Live kind : Candidates.Live.values()) {
      script =
          script.replace(
              "(\"%s\")".formatted(kind.placeholder()),
              "( $(orch completion --values %s $(_orch_titled) 2>/dev/null) )"
                  .formatted(kind.word()));
    }
    return script + TITLED;
  }
}
