package dev.orch.http.exchange;

import dev.orch.api.ApiPath;
import dev.orch.api.SubmitCommand;
import dev.orch.command.Asked;
import dev.orch.domain.session.Command;
import dev.orch.http.RequestRefusedException;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the body that asks for work. */
public final class AskedBody {
  private AskedBody() {}

  /**
   * What it asks for; what it does not say is for the command to refuse, which is recorded.
   *
   * @throws RequestRefusedException if a field says what it cannot
   */
  public static Asked read(SubmitCommand body) {
    String text = body.text();
    return text == null ? new Asked.Fields(work(body)) : words(text, body);
  }

  /**
   * The same where words have no place.
   *
   * @throws RequestRefusedException if a field says what it cannot
   */
  public static Asked readFields(SubmitCommand body) {
    if (body.text() != null) {
      throw Fields.invalid("text", "goes to POST " + ApiPath.COMMANDS.with());
    }
    return new Asked.Fields(work(body));
  }

  private static Asked words(String text, SubmitCommand body) {
    boolean alone =
        Stream.of(
                body.agent(),
                body.action(),
                body.project(),
                body.scopePath(),
                body.prompt(),
                body.model(),
                body.base(),
                body.branch())
            .allMatch(Objects::isNull);
    if (!alone) {
      throw Fields.invalid("text", "says all of it: leave the other fields out");
    }
    Fields.requireMessage("text", text);
    return new Asked.Words(text);
  }

  private static Command.Wanted.Work work(SubmitCommand body) {
    Fields.requireShort("prompt", body.prompt());
    Fields.requireName("model", body.model());
    Fields.requireName("base", body.base());
    Fields.requireName("branch", body.branch());
    Fields.requirePath("scope_path", body.scopePath());
    return new Command.Wanted.Work(
        body.agent(),
        body.action(),
        body.project(),
        body.scopePath(),
        body.prompt(),
        body.model(),
        body.base(),
        body.branch());
  }
}
