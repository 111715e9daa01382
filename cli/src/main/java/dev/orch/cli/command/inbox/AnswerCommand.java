package dev.orch.cli.command.inbox;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.session.AnswerBody;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.command.SessionAnswer;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.view.Requests;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers what an agent asks. */
@Command(
    name = "answer",
    description = "Answer what an agent asks.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch answer 1 allow",
      "  orch answer 1 deny --text \"use vitest run\"",
      "  orch answer 2 Yes",
      "  orch answer r5n2k8w0ab --option \"Keep the old column\""
    })
public final class AnswerCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "REQUEST",
      completionCandidates = Candidates.Requests.class,
      description =
          "The number that orch inbox showed, its id, or the beginning of that. Or the id of the"
              + " session that asks: it means what orch inbox or orch sessions show has shown of"
              + " it, to you and not with --json.")
  private String request;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DECISION",
      description = "allow or deny, or one of the options of a question.")
  private @Nullable String decision;

  @Option(names = "--text", paramLabel = "TEXT", description = "The answer in words, or why not.")
  private @Nullable String text;

  @Option(names = "--option", paramLabel = "OPTION", description = "One of those it offers.")
  private @Nullable String option;

  /** Works with this context. */
  public AnswerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("answer");
    DaemonClient daemon = context.daemon();
    ShownInbox shown = new ShownInbox(context.surroundings(), context.now());
    NamedRequest named = new NamedRequest(shown, Requests.open(daemon));
    Optional<InputRequestView> meant = named.find(request);
    AnswerBody body = new SaidAnswer(decision, option, text).to(meant);
    String id = meant.map(InputRequestView::id).orElseGet(() -> named.id(request));
    Answer answer = sent(daemon, id, body);
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    InputRequestView answered = answer.as(InputRequestView.class);
    context.output().line("%s: %s".formatted(became(answered, body), answered.title()));
    SessionView session =
        daemon.get(ApiPath.SESSION.with(answered.sessionId())).as(SessionView.class);
    new SessionAnswer(context).show(session, "");
    return ExitCode.DONE.code();
  }

  private Answer sent(DaemonClient daemon, String id, AnswerBody body) {
    try {
      return daemon.post(ApiPath.ANSWER.with(id), body);
    } catch (ProblemException e) {
      throw context.output().choices().json() ? e : explained(daemon, id, e);
    }
  }

  private static CliException explained(DaemonClient daemon, String id, ProblemException refused) {
    if (refused.is(ProblemType.ALREADY_ANSWERED)) {
      return Requests.withdrawn(daemon).stream()
          .filter(request -> request.id().startsWith(id))
          .findFirst()
          .map(AnswerCommand::withdrawn)
          .orElse(refused);
    }
    return refused.is(ProblemType.INPUT_REQUEST_NOT_FOUND)
        ? silent(daemon, id).orElse(refused)
        : refused;
  }

  /** Of a session, whose id may be said instead of what it asks. */
  private static Optional<CliException> silent(DaemonClient daemon, String id) {
    try {
      SessionView session = daemon.get(ApiPath.SESSION.with(id)).as(SessionView.class);
      return Optional.of(
          new CliException(
              ExitCode.PROBLEM,
              Complaint.of("Session %s asks nothing.".formatted(session.id()))
                  .with("see", "orch sessions show " + session.id())
                  .with("say more", "orch followup %s \"...\"".formatted(session.id()))));
    } catch (ProblemException e) {
      return Optional.empty(); // it is no session either
    }
  }

  private static CliException withdrawn(InputRequestView request) {
    return new CliException(
        ExitCode.PROBLEM,
        Complaint.of(
                "Request %s was withdrawn: its agent waits for no answer any more."
                    .formatted(request.id()))
            .with("see", "orch sessions show " + request.sessionId())
            .with("go on", "orch followup %s \"...\"".formatted(request.sessionId())));
  }

  private static String became(InputRequestView answered, AnswerBody said) {
    String chosen =
        Stream.of(said.option(), said.text())
            .filter(Objects::nonNull)
            .map(words -> " \"" + words + "\"")
            .findFirst()
            .orElse("");
    return switch (said.decision()) {
      case ALLOW ->
          answered.kind() == InputRequestView.Kind.QUESTION ? "answered" + chosen : "allowed";
      case DENY -> "denied";
      case ALLOW_ALWAYS -> "allowed, and always from now on";
    };
  }
}
