package dev.orch.cli.command.inbox;

import dev.orch.api.session.InputRequestView;
import dev.orch.cli.text.ShellWord;
import dev.orch.cli.view.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What a person may type to answer. */
final class HowToAnswer {
  private HowToAnswer() {}

  /** One line for each kind of request that waits, about its first. */
  static List<String> each(SortedMap<Integer, InputRequestView> numbered) {
    Map<InputRequestView.Kind, String> lines = new LinkedHashMap<>();
    numbered.forEach((number, request) -> lines.putIfAbsent(request.kind(), line(number, request)));
    return new ArrayList<>(lines.values());
  }

  /** What to do about sessions that ask nothing, each beginning with its id. */
  static Stream<String> hints(List<Trouble> blocked) {
    return blocked.stream()
        .filter(trouble -> !trouble.hint().isEmpty())
        .map(trouble -> "%s: %s".formatted(trouble.session().id(), trouble.hint()));
  }

  private static String line(int number, InputRequestView request) {
    return switch (request.kind()) {
      case QUESTION ->
          request.options().isEmpty()
              ? "orch answer %d --text \"...\"".formatted(number)
              : "orch answer %d --option %s"
                  .formatted(number, ShellWord.quoted(request.options().getFirst()));
      case APPROVAL, PLAN_REVIEW ->
          "orch answer %1$d allow      orch answer %1$d deny --text \"...\"".formatted(number);
    };
  }
}
