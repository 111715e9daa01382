package dev.orch.command.grammar;

import dev.orch.domain.session.Command;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts commands into words, in the one form that {@link CommandGrammar} reads back as it was. */
public final class CommandText {
  /** What stands between the options and a text that is taken as it is. */
  static final String VERBATIM = "--";

  private CommandText() {}

  /** The text of a command, as far as it says anything; empty for one that could not be read. */
  public static String of(Command.Wanted wanted) {
    return switch (wanted) {
      case Command.Wanted.Work work -> work(work);
      case Command.Wanted.Act act -> act(act);
      case Command.Wanted.Unread _ -> "";
    };
  }

  private static String work(Command.Wanted.Work work) {
    StringBuilder text =
        new StringBuilder(
            Stream.of(work.agent(), work.action(), work.project())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")));
    Option.SCOPE.append(text, work.scopePath());
    Option.MODEL.append(text, work.model());
    Option.BASE.append(text, work.base());
    Option.BRANCH.append(text, work.branch());
    return verbatim(text, work.prompt());
  }

  private static String act(Command.Wanted.Act act) {
    StringBuilder text = new StringBuilder(SessionVerb.of(act.asked()).word());
    return verbatim(text.append(' ').append(act.session()), act.message());
  }

  private static String verbatim(StringBuilder text, @Nullable String last) {
    return last == null
        ? text.toString()
        : text.append(' ').append(VERBATIM).append(' ').append(last).toString();
  }
}
