package dev.orch.dist.model;

import dev.orch.dist.model.Directive.Call;
import dev.orch.dist.model.Directive.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the model answers to one request, apart from the failures that its script asks for.
 *
 * @param pause before each word when streamed
 */
record Answer(String thinking, String text, List<ToolCall> calls, Usage usage, Duration pause) {

  /** The answer that these directives make. */
  static Answer of(List<Directive> directives, Script script, Conversation conversation) {
    List<String> thinking = new ArrayList<>();
    List<String> text = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    Duration pause = Duration.ZERO;
    for (Directive directive : directives) {
      switch (directive) {
        case Directive.Say say -> text.add(say.text());
        case Directive.Think think -> thinking.add(think.text());
        case Call call ->
            ToolCall.of(call, conversation)
                .ifPresentOrElse(calls::add, () -> text.add(call.argument()));
        case Directive.Tokens tokens -> {
          text.add(words(tokens.count()));
          pause = tokens.pause();
        }
        case Directive.And _,
            Directive.Sleep _,
            Directive.Hang _,
            Directive.Gate _,
            Directive.Fail _,
            Directive.Cut _,
            Usage _ -> {}
      }
    }
    if (text.isEmpty() && calls.isEmpty()) {
      text.add("Done.");
    }
    String said = String.join("\n", text);
    Usage usage = usage(script, conversation, said, calls.size());
    return new Answer(String.join("\n", thinking), said, List.copyOf(calls), usage, pause);
  }

  /** The answer to a prompt without a script, or to a side call of the agent. */
  static Answer plain(String text) {
    return new Answer("", text, List.of(), new Usage(1, 1), Duration.ZERO);
  }

  private static Usage usage(Script script, Conversation conversation, String said, int calls) {
    return script.directives().stream()
        .filter(Usage.class::isInstance)
        .map(Usage.class::cast)
        .findFirst()
        .orElseGet(() ->
            new Usage(
                conversation.prompt().length() / 4 + 1,
                said.split("\\s+", -1).length + 10 * calls));
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
  }
}
