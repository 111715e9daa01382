package dev.orch.cli.demo;

import dev.orch.cli.CommandContext;
import dev.orch.cli.command.ui.Pages;
import java.nio.file.Files;

/**
 * How the demo ends: at a terminal all that it made can be seen in a browser before it goes.
 *
 * @param context of who watches
 * @param prompt asks them
 * @param pages of the demo's daemon
 * @param place where all of it is
 */
record DemoEnd(CommandContext context, Prompt prompt, Pages pages, DemoPlace place) {

  /**
   * Offers to open a browser, and returns when the person wants the demo to end. Where nobody is at
   * the terminal, nothing is asked and nothing waited for.
   */
  void offer() {
    if (!isWatched()) {
      return;
    }
    new Narrator(context).chapter("The same in a browser");
    boolean wanted =
        prompt
            .ask("Open it in a browser? Enter opens, q ends the demo")
            .filter(answer -> answer.isEmpty() || answer.startsWith("y"))
            .isPresent();
    if (wanted) {
      pages.show(true);
      context.output().advice("another link, from another terminal: " + command("ui"));
      prompt.ask("Enter or Ctrl-C ends the demo, and its daemon");
    }
  }

  /** Says how a demo that was left can be seen, and ended. */
  void tellKept() {
    context.output().line("kept: " + folder());
    context.output().advice("see it in a browser: " + command("ui"));
    context.output().advice("end its daemon:      " + command("down"));
    context.output().advice("then remove it:      rm -rf " + folder());
  }

  /** Says what became of one that was not. */
  void tellGone() {
    if (Files.exists(place.folder())) {
      context.output().line("kept: " + folder());
      return;
    }
    Narrator narrator = new Narrator(context);
    narrator.say("All of it is removed again, the branches too; --keep leaves it.");
    if (!isWatched()) {
      narrator.say("--keep leaves its daemon too: orch ui then shows all of this in a browser.");
    }
  }

  /** A terminal is no person where a variable says that a machine has been given one. */
  private boolean isWatched() {
    return context.output().screen().inputIsTerminal()
        && context.output().screen().outputIsTerminal()
        && context.surroundings().variable("CI").isEmpty();
  }

  private String folder() {
    return context.surroundings().shown(place.folder());
  }

  /** What the user types to have it done by the demo's daemon instead of their own. */
  private String command(String word) {
    String address =
        context.surroundings().variable("ORCH_DAEMON_URL").isPresent() ? "ORCH_DAEMON_URL= " : "";
    return "%sXDG_STATE_HOME=%s orch %s"
        .formatted(address, context.surroundings().shown(place.stateHome()), word);
  }
}
