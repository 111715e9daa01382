package dev.orch.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the demo's sessions are told, and what is to be seen of them.
 *
 * @param prompts one session each
 * @param middle how many messages of each must have been heard before the daemon is killed
 * @param lines how many messages each of them sends at least
 * @param alive how many of them are at work from before the daemon is killed until it is back
 * @param back a file that is made when the killed daemon is back
 * @param limit how long all of it may take
 */
record DemoScript(
    List<String> prompts, int middle, int lines, int alive, Path back, Duration limit) {

  /**
   * For scripted agents: each says more than twenty lines and writes a file. The first line of a
   * prompt is for people alone, it becomes the session's title. However slow the machine is, none
   * of them is done before the daemon is back: the third waits for an answer, the others go on
   * saying lines until that file is there.
   */
  static DemoScript scripted(Path back) {
    return new DemoScript(
        List.of(
            "Give a discount on pears\n[[lines 22 250 %s]][[write discount.txt ten percent on pears\\nfrom Monday on]][[say Done.]]"
                .formatted(back),
            "Add our opening hours\n[[lines 22 250 %s]][[write README.md # Shop\\n\\nA shop, for show. Open all day.]][[say Done.]]"
                .formatted(back),
            "Add cherries to the prices\n[[lines 8 250]][[ask echo cherry 3 >> prices.txt]][[lines 14 250]][[say Done.]]"),
        8,
        20,
        3,
        back,
        Duration.ofMinutes(2));
  }

  /**
   * For real ones: small tasks of the same kind. The third has to ask, and waits: Claude Code
   * allows itself a plain redirection in its folder, a shell in a shell it does not.
   */
  static DemoScript real(Path back) {
    return new DemoScript(
        List.of(
            "Write a file discount.txt that says in two lines that pears are ten percent off.",
            "Add one sentence about opening hours to README.md.",
            "Run exactly this shell command and nothing else: sh -c 'echo cherry 3 >> prices.txt'"),
        0,
        1,
        1,
        back,
        Duration.ofMinutes(15));
  }
}
