package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.Output;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.Changes;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ReaderGoneException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import dev.orch.cli.view.AskedState;
import dev.orch.cli.view.SessionWord;
import dev.orch.cli.view.Trouble;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for a session. */
@Command(
    name = "wait",
    description =
        "Wait for a session. Ends with 0 when it is done, 4 when it failed or was stopped and"
            + " --until did not say so, 5 when it needs you, 1 when the time is over.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch wait k3v9m2p7qd",
      "  orch wait k3v --until done,needs-you --timeout 10m",
      "  orch wait k3v && orch diff k3v | git apply"
    })
public final class WaitCommand implements Callable<Integer> {
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

  /** The API's words for states, and the short one for what waits for a person. */
  private static final Map<String, Mark> OF_THE_API =
      Map.of(
          "created", Mark.QUEUED,
          "running", Mark.WORKING,
          "waiting", Mark.NEEDS_YOU,
          "waiting-for-user", Mark.NEEDS_YOU,
          "completed", Mark.DONE);

  private static final Set<Mark> SETTLED = EnumSet.of(Mark.DONE, Mark.FAILED, Mark.STOPPED);

  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Option(
      names = "--until",
      split = ",",
      paramLabel = "STATE",
      completionCandidates = Candidates.States.class,
      description =
          "done, needs-you (or waiting), failed, stopped, working or queued, or as the API says it."
              + " When nothing more happens by itself the waiting ends in any case.")
  private List<String> until = List.of("done", "needs-you");

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "30s, 10m, 2h; for ever if not given.")
  private String timeout = "36500d";

  /** Works with this context. */
  public WaitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<Mark> asked = until.stream().map(WaitCommand::mark).collect(Collectors.toSet());
    Set<Mark> wanted = EnumSet.copyOf(SETTLED);
    wanted.addAll(asked);
    Duration atMost = time(timeout);
    DaemonClient daemon = context.followedDaemon();
    AtomicReference<Answer> seen = new AtomicReference<>(daemon.get(ApiPath.SESSION.with(id)));
    String whole = seen.get().as(SessionView.class).id();
    boolean became =
        new Changes(daemon, new UrlQuery().add("session", whole), context.output()::advice)
            .await(
                atMost,
                () -> {
                  seen.set(daemon.get(ApiPath.SESSION.with(whole)));
                  return wanted.contains(SessionWord.of(seen.get().as(SessionView.class)));
                });
    SessionView session = seen.get().as(SessionView.class);
    if (!became) {
      throw CliException.refused(
          "%s is still %s after %s."
              .formatted(session.id(), SessionWord.of(session).word(), timeout));
    }
    return tell(seen.get(), daemon, asked);
  }

  private int tell(Answer answer, DaemonClient daemon, Set<Mark> asked) {
    SessionView session = answer.as(SessionView.class);
    try {
      show(answer, session, daemon);
    } catch (ReaderGoneException e) {
      // what there is to know is in the exit code too
    }
    Mark became = SessionWord.of(session);
    return switch (became) {
      case DONE, WORKING, QUEUED -> ExitCode.DONE.code();
      case FAILED, STOPPED ->
          asked.contains(became) ? ExitCode.DONE.code() : ExitCode.SESSION_FAILED.code();
      case NEEDS_YOU -> ExitCode.NEEDS_YOU.code();
    };
  }

  private void show(Answer answer, SessionView session, DaemonClient daemon) {
    Output output = context.output();
    if (output.choices().json()) {
      output.json(answer.body());
    } else {
      output.line(
          List.of(Cell.of(session.id()), SessionWord.full(session), Cell.title(session.title())));
      Trouble.of(session, daemon)
          .ifPresent(trouble ->
              Stream.of(trouble.why(), trouble.hint())
                  .filter(line -> !line.isEmpty())
                  .forEach(output::advice));
    }
  }

  private static Mark mark(String word) {
    String said = word.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(Mark.values())
        .filter(mark -> mark.typed().equals(said))
        .findFirst()
        .or(() -> Optional.ofNullable(OF_THE_API.get(said)))
        .orElseThrow(
            () -> AskedState.unknown(word, Arrays.stream(Mark.values()).map(Mark::typed).toList()));
  }

  private static Duration time(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw CliException.misuse(
          "orch wait: \"%s\" is no time: it takes 30s, 10m or 2h.".formatted(text));
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
