package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.session.AnswerBody;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Nearest;
import dev.orch.cli.view.Requests;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
      "  orch answer r5n2k8w0ab allow --option Yes"
    })
public final class AnswerCommand implements Callable<Integer> {
  private static final Map<String, InputRequestView.Decision> DECISIONS =
      Map.of(
          "allow", InputRequestView.Decision.ALLOW,
          "deny", InputRequestView.Decision.DENY,
          "always", InputRequestView.Decision.ALLOW_ALWAYS);

  private static final int LONGEST_NUMBER = 2;

  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "REQUEST",
      description = "Its number in orch inbox, its id, or the id of the session that asks.")
  private String request;

  @Parameters(index = "1", paramLabel = "DECISION", description = "allow, deny or always")
  private String decision;

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
    InputRequestView.Decision said = DECISIONS.get(decision.toLowerCase(Locale.ROOT));
    if (said == null) {
      throw CliException.misuse(
          "orch answer: \"%s\" is no decision: it takes allow, deny or always.%s"
              .formatted(
                  decision,
                  Nearest.to(decision, DECISIONS.keySet())
                      .map(near -> " Did you mean \"" + near + "\"?")
                      .orElse("")));
    }
    DaemonClient daemon = context.daemon();
    String id = id(daemon);
    Answer answer = daemon.post(ApiPath.ANSWER.with(id), new AnswerBody(said, option, text));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    InputRequestView answered = answer.as(InputRequestView.class);
    String word =
        switch (said) {
          case ALLOW -> "allowed";
          case DENY -> "denied";
          case ALLOW_ALWAYS -> "allowed, and always from now on";
        };
    context.output().line("%s: %s".formatted(word, answered.title()));
    SessionView session =
        daemon.get(ApiPath.SESSION.with(answered.sessionId())).as(SessionView.class);
    new SessionAnswer(context).show(session, "");
    return ExitCode.DONE.code();
  }

  /** A small number counts in the inbox as it is now; a session's id names what it asks. */
  private String id(DaemonClient daemon) {
    boolean number =
        request.length() <= LONGEST_NUMBER && request.chars().allMatch(Character::isDigit);
    if (number) {
      List<InputRequestView> open = Requests.open(daemon);
      int place = Integer.parseInt(request);
      if (place < 1 || place > open.size()) {
        throw CliException.refused(
            "There is no request %d: %s, see orch inbox."
                .formatted(place, open.size() == 1 ? "1 waits" : open.size() + " wait"));
      }
      return open.get(place - 1).id();
    }
    List<InputRequestView> ofSession =
        Requests.open(daemon).stream().filter(open -> open.sessionId().equals(request)).toList();
    return ofSession.size() == 1 ? ofSession.getFirst().id() : request;
  }
}
