package dev.orch.cli.demo;

import java.time.Duration;
import java.util.List;

/**
 * What the demo's sessions are told.
 *
 * @param prompts one session each
 * @param lines how many messages each of them sends at least
 * @param limit how long all of it may take
 */
record DemoScript(List<String> prompts, int lines, Duration limit) {

  /** For scripted agents: each says more than twenty lines, writes a file; the third asks. */
  static DemoScript scripted() {
    return new DemoScript(
        List.of(
            "[[lines 22 250]][[write discount.txt ten percent on pears\\nfrom Monday on]][[say Done.]]",
            "[[lines 22 250]][[write README.md # Shop\\n\\nA shop, for show. Open all day.]][[say Done.]]",
            "[[lines 3 200]][[ask echo cherry 3 >> prices.txt]][[lines 20 250]][[say Done.]]"),
        20,
        Duration.ofMinutes(2));
  }

  /** For real ones: small tasks of the same kind. */
  static DemoScript real() {
    return new DemoScript(
        List.of(
            "Write a file discount.txt that says in two lines that pears are ten percent off.",
            "Add one sentence about opening hours to README.md.",
            "Run exactly this shell command and nothing else: echo cherry 3 >> prices.txt"),
        1,
        Duration.ofMinutes(15));
  }
}
