package dev.orch.cli.command.setup;

import dev.orch.api.session.SessionState;
import dev.orch.cli.CommandContext;
import dev.orch.cli.PlannedCommands;
import dev.orch.cli.TextOnly;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import dev.orch.cli.text.Nearest;
import dev.orch.cli.text.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains commands, and what concerns all of them. */
@Command(
    name = "help",
    description = "Explain a command; with topics: states, exit codes and variables.",
    footerHeading = "Examples:%n",
    footer = {"  orch help topics", "  orch help send", "  orch help sessions list"})
public final class HelpCommand implements Callable<Integer>, TextOnly {
  private static final String TOPICS = "topics";

  private static final Map<SessionState, String> STATES =
      Map.of(
          SessionState.CREATED, "recorded; its worktree is being made, or it waits for its turn",
          SessionState.RUNNING, "the agent is at work",
          SessionState.WAITING_FOR_USER, "the agent asks something, or cannot go on without you",
          SessionState.COMPLETED, "the agent has finished",
          SessionState.FAILED, "the agent could not finish; resume goes on",
          SessionState.STOPPED, "somebody stopped it; resume goes on",
          SessionState.ARCHIVED, "out of sight, everything kept",
          SessionState.DELETED, "removed; only a trace is left");

  private static final List<List<Cell>> VARIABLES =
      List.of(
          row("ORCH_DAEMON_URL", "where the daemon is: http://127.0.0.1:8000"),
          row("PORT, ORCH_PORT", "the port that orch up starts it on, 8000"),
          row("XDG_STATE_HOME", "the state folder is orch/ in it, else in ~/.local/state"),
          row("XDG_CACHE_HOME", "what was built is kept in orch/ in it, else in ~/.cache"),
          row("JAVA_HOME", "a JDK of the right version; others are passed over"),
          row("NO_COLOR", "set to anything: no colours"),
          row("ORCH_SESSION_ID", "set for agents: orch starts no daemon then, and may not answer"));

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", description = "The command, or topics.")
  private List<String> words = List.of();

  /** Works with this context. */
  public HelpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String whyNoJson() {
    return "it prints text for people";
  }

  @Override
  public Integer call() {
    if (words.equals(List.of(TOPICS))) {
      topics();
      return ExitCode.DONE.code();
    }
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        PlannedCommands.find(command.getCommandSpec().qualifiedName() + " " + word)
            .ifPresent(planned -> {
              throw new CliException(ExitCode.MISUSE, planned);
            });
        List<String> known = List.copyOf(command.getSubcommands().keySet());
        throw CliException.misuse(
            "orch help: there is no \"%s\".%s"
                .formatted(
                    word,
                    Nearest.to(word, known).map(n -> " Did you mean \"" + n + "\"?").orElse("")));
      }
      command = next;
    }
    context.output().text(command.getUsageMessage());
    return ExitCode.DONE.code();
  }

  private void topics() {
    section(
        "Words",
        List.of(
            List.of(
                Cell.of("marks"),
                Cell.of(
                    String.join(
                        "   ",
                        Arrays.stream(Mark.values())
                            .map(m -> context.output().paint().plain(Cell.marked(m, m.word())))
                            .toList())))));
    section(
        "States of a session",
        Arrays.stream(SessionState.values())
            .map(
                state -> row(state.name().toLowerCase(Locale.ROOT), STATES.getOrDefault(state, "")))
            .toList());
    section(
        "Exit codes",
        Arrays.stream(ExitCode.values())
            .map(exit -> row(Integer.toString(exit.code()), exit.meaning()))
            .toList());
    section("Variables", VARIABLES);
  }

  private void section(String title, List<List<Cell>> rows) {
    context.output().line(title);
    context.output().table(new Table(List.of(), rows));
  }

  private static List<Cell> row(String word, String text) {
    return List.of(Cell.of(word), Cell.of(text));
  }
}
