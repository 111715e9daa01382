package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.session.ResumeBody;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Goes on with a session. */
@Command(
    name = "resume",
    description = "Go on with a session that was stopped, has failed or is blocked.",
    footerHeading = "Examples:%n",
    footer = {"  orch resume k3v9m2p7qd", "  orch resume k3v \"the database is up again, go on\""})
public final class ResumeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Parameters(
      index = "1..*",
      paramLabel = "MESSAGE",
      description = "What to say first; - reads it from standard input.")
  private List<String> message = List.of();

  /** Works with this context. */
  public ResumeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PromptSource source = new PromptSource(context.input(), context.surroundings().folder());
    ResumeBody body =
        new ResumeBody(message.isEmpty() ? null : source.of(String.join(" ", message)));
    Answer answer = context.daemon().post(ApiPath.RESUME.with(id), body);
    new SessionAnswer(context).show(answer, "orch logs -f " + id);
    return ExitCode.DONE.code();
  }
}
