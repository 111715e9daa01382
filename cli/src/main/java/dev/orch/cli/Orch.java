package dev.orch.cli;

import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.OutputFailedException;
import dev.orch.cli.failure.ReaderGoneException;
import dev.orch.cli.text.Nearest;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code orch}. */
public final class Orch {
  private static final int WIDEST_HELP = 100;
  private static final int NARROWEST_HELP = 60;
  private static final int FRAMES_SHOWN = 5;
  private static final String SHOW = "show";

  /** What goes into the path of a request, and what it takes. */
  private static final Map<String, String> NAMES =
      Map.of(
          "SESSION", "it takes an id; see orch sessions",
          "REQUEST", "it takes a number or an id; see orch inbox",
          "PROJECT", "it takes a slug or an id; see orch projects");

  /** Options as the API or other programs call them. */
  private static final Map<String, String> MEANT =
      Map.of("-q", "--search", "--q", "--search", "--query", "--search");

  private static final String NUMBER = "[+-]?\\d+";
  private static final String NAME = "[^/\\\\%]*[^/\\\\%.][^/\\\\%]*";

  private final Output output;
  private final Parting parting;
  private final CommandLine commands;

  /** Ready to run one command line. */
  public Orch(
      Surroundings surroundings, Screen screen, InputStream in, OutputStream out, PrintStream err) {
    Choices choices = new Choices();
    this.output = new Output(out, err, screen, choices, surroundings);
    this.parting = new Parting(output::warning);
    this.commands =
        CommandTree.of(
                new CommandContext(surroundings, output, parting, in, Clock.systemUTC()), choices)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setExpandAtFiles(false)
            .setInterpolateVariables(false)
            .setUsageHelpWidth(Math.clamp(screen.columns(), NARROWEST_HELP, WIDEST_HELP))
            .setExecutionStrategy(this::execute)
            .setExecutionExceptionHandler(this::failed)
            .registerConverter(Integer.class, word -> Integer.valueOf(number(word, 9)))
            .registerConverter(Long.class, word -> Long.valueOf(number(word, 18)))
            .setParameterExceptionHandler(this::misunderstood);
  }

  /** Runs the command line and ends the process. */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream err =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
            false,
            StandardCharsets.UTF_8);
    Orch orch = new Orch(Surroundings.ofProcess(), Screen.ofLauncher(), System.in, out, err);
    Runtime.getRuntime().addShutdownHook(new Thread(orch::interrupted, "parting"));
    int code = orch.run(args);
    err.flush();
    System.exit(code);
  }

  /** What the command line ends with. */
  public int run(String... args) {
    try {
      return commands.execute(args);
    } finally {
      parting.over();
    }
  }

  /** Tells what goes on without the command line; nothing, once that has ended by itself. */
  void interrupted() {
    parting.say();
  }

  /** The commands and their options. */
  CommandLine commands() {
    return commands;
  }

  private int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (output.choices().help()) {
      return help(last.commandSpec().commandLine());
    }
    refuseImpossible(last);
    CommandSpec command = last.commandSpec();
    if (command.userObject() instanceof TextOnly text && output.choices().json()) {
      return failed(Output.noJson(command.qualifiedName() + ": " + text.whyNoJson()));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** An empty word is a variable that was not set; one with a slash can be no id. */
  private static void refuseImpossible(ParseResult parsed) {
    for (PositionalParamSpec word : parsed.matchedPositionals()) {
      for (String said : word.isMultiValue() ? List.<String>of() : word.stringValues()) {
        if (said.isBlank()) {
          throw misuse(parsed, word.paramLabel() + " is empty");
        }
        if (NAMES.containsKey(word.paramLabel()) && !said.matches(NAME)) {
          throw misuse(
              parsed,
              "\"%s\" can be no %s: %s"
                  .formatted(said, word.paramLabel(), NAMES.get(word.paramLabel())));
        }
      }
    }
  }

  private static ParameterException misuse(ParseResult parsed, String why) {
    return new ParameterException(parsed.commandSpec().commandLine(), why);
  }

  private int help(CommandLine command) {
    try {
      output.text(command.getUsageMessage());
      return ExitCode.DONE.code();
    } catch (ReaderGoneException | OutputFailedException e) {
      return failed(e);
    }
  }

  private int failed(Exception failure, CommandLine command, ParseResult parsed) {
    return failed(failure);
  }

  private int failed(Exception failure) {
    return switch (failure) {
      case CliException e -> complaint(e);
      case ReaderGoneException _ -> ExitCode.DONE.code();
      case OutputFailedException e -> {
        output.warning("orch: " + e.getMessage());
        yield ExitCode.PROBLEM.code();
      }
      default -> {
        output.warning("orch: this is a defect of orch itself: " + failure);
        Arrays.stream(failure.getStackTrace())
            .limit(FRAMES_SHOWN)
            .forEach(frame -> output.warning("  at " + frame));
        yield ExitCode.PROBLEM.code();
      }
    };
  }

  private int complaint(CliException failure) {
    try {
      output.complaint(failure);
    } catch (ReaderGoneException e) {
      // the exit code tells as much
    } catch (OutputFailedException e) {
      output.warning("orch: " + e.getMessage());
    }
    return failure.exit().code();
  }

  private int misunderstood(ParameterException failure, String[] args) {
    output.choices().lookAt(List.of(args));
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String why = name + ": " + failure.getMessage();
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      Optional<Complaint> planned = PlannedCommands.find(name + " " + word);
      if (planned.isPresent()) {
        return complaint(new CliException(ExitCode.MISUSE, planned.get()));
      }
      why = unknown(command, name, word);
    }
    if (output.choices().json()) {
      Complaint complaint =
          Complaint.of(why)
              .with("usage", synopsis(command).replaceAll("\\s+", " "))
              .with("see", name + " --help");
      return complaint(new CliException(ExitCode.MISUSE, complaint));
    }
    output.warning(why);
    output.usage("usage: %s%nsee:   %s --help%n".formatted(synopsis(command), name));
    return ExitCode.MISUSE.code();
  }

  /** The word, if it is one of so many digits. */
  private static String number(String word, int mostDigits) {
    if (!word.matches(NUMBER)) {
      throw new TypeConversionException("\"%s\" is not a number".formatted(word));
    }
    if (word.length() > mostDigits) {
      throw new TypeConversionException("%s is too large".formatted(word));
    }
    return word;
  }

  private static String unknown(CommandLine command, String name, String word) {
    boolean option = word.startsWith("-");
    List<String> known =
        option
            ? command.getCommandSpec().options().stream()
                .flatMap(o -> List.of(o.names()).stream())
                .toList()
            : List.copyOf(command.getSubcommands().keySet());
    String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
    String meant =
        Optional.ofNullable(MEANT.get(word))
            .filter(known::contains)
            .or(() -> Nearest.to(word, known))
            .or(() -> Optional.of(name + " " + SHOW + " " + word).filter(_ -> known.contains(SHOW)))
            .map(near -> " Did you mean \"" + near + "\"?")
            .orElse("");
    return "%s: unknown %s \"%s\".%s".formatted(name, kind, word, meant);
  }

  private static String synopsis(CommandLine command) {
    return command.getHelp().synopsis(0).strip();
  }
}
