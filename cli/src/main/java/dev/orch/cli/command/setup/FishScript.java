package dev.orch.cli.command.setup;

import dev.orch.cli.Candidates;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A script that completes the commands in fish, made from the commands. */
final class FishScript {
  private static final String HEAD =
      """
      # The words behind orch that are no options, the one that is being typed left out.
      function __orch_words
          set -l words (commandline -opc)
          set -e words[1]
          string match -v -- '-*' $words
      end
      # Whether they are this command, and behind it so many words; any number without one.
      function __orch_at --argument-names command count
          set -l typed (__orch_words)
          set -l wanted (string split -n ' ' -- $command)
          set -l length (count $wanted)
          test (count $typed) -ge $length; or return 1
          if test $length -gt 0
              test "$typed[1..$length]" = "$wanted"; or return 1
          end
          test -z "$count"; or test (math (count $typed) - $length) -eq $count
      end
      complete -c orch -f
      """;

  private final StringBuilder script = new StringBuilder(HEAD);

  private FishScript() {}

  /** For this command and all below it. */
  static String of(CommandLine root) {
    FishScript made = new FishScript();
    made.add("", root);
    return made.script.toString();
  }

  private void add(String path, CommandLine command) {
    command
        .getSubcommands()
        .forEach((name, below) -> {
          line(path, "0", "-a %s%s".formatted(name, describing(first(below))));
          add((path + " " + name).strip(), below);
        });
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        line(path, "", names(option) + values(option) + describing(first(option)));
      }
    }
    for (PositionalParamSpec word : command.getCommandSpec().positionalParameters()) {
      if (word.completionCandidates() != null) {
        line(path, Integer.toString(word.index().min()), values(word).strip());
      }
    }
  }

  private void line(String path, String count, String what) {
    script.append(
        "complete -c orch -n %s %s%n"
            .formatted(quoted("__orch_at '%s' %s".formatted(path, count).strip()), what));
  }

  private static String names(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    Arrays.stream(option.names())
        .forEach(name ->
            names.append(
                name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1)));
    return names.toString().strip();
  }

  private static String values(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return "";
    }
    @Nullable Iterable<String> candidates = argument.completionCandidates();
    if (candidates == null) {
      return argument.isOption() ? " -r -F" : "";
    }
    List<String> words = StreamSupport.stream(candidates.spliterator(), false).toList();
    String all =
        Arrays.stream(Candidates.Live.values())
            .filter(kind -> words.contains(kind.placeholder()))
            .map(kind ->
                "(orch completion --described --values %s 2>/dev/null)"
                    .formatted(kind.word().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseGet(() -> String.join(" ", words));
    return "%s -a %s".formatted(argument.isOption() ? " -x" : "", quoted(all));
  }

  private static String first(CommandLine command) {
    return String.join(" ", command.getCommandSpec().usageMessage().description());
  }

  private static String first(OptionSpec option) {
    return String.join(" ", option.description());
  }

  /** Its first sentence. */
  private static String describing(String description) {
    String sentence = description.replaceAll("(?s)[.:;](\\s.*)?$", "");
    return sentence.isBlank() ? "" : " -d " + quoted(sentence);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
