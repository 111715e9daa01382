package dev.orch.cli.demo;

import dev.orch.cli.CommandContext;
import dev.orch.cli.Surroundings;
import dev.orch.cli.TextOnly;
import dev.orch.cli.command.ui.Pages;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at work, without an agent and without touching anything of the user's. */
@Command(
    name = "demo",
    description = {
      "See it work, in a temporary place of its own: three agents in three worktrees, an approval,"
          + " a killed daemon, three diffs. Needs no agent, no login and no network.",
      "At a terminal it ends by offering all of that in a browser."
    },
    footerHeading = "Examples:%n",
    footer = {"  orch demo", "  orch demo --keep", "  orch demo --agent claude"})
public final class DemoCommand implements Callable<Integer>, TextOnly {
  private static final String SCRIPTED = "scripted";
  private static final String CLAUDE = "claude";

  private final CommandContext context;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      description = "scripted, or claude: Claude Code with your login, which can cost money.")
  private String agent = SCRIPTED;

  @Option(
      names = "--keep",
      description = "Leave all of it, the daemon running too; says how to see and end it.")
  private boolean keep;

  @Option(names = "--yes", description = "With --agent claude: do not ask first.")
  private boolean yes;

  /** Works with this context. */
  public DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String whyNoJson() {
    return "it tells a story to people";
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("run the demo");
    boolean scripted = agent.equals(SCRIPTED);
    if (!scripted && !agent.equals(CLAUDE)) {
      throw CliException.misuse(
          "orch demo: \"%s\" is no agent of the demo: it takes scripted or claude."
              .formatted(agent));
    }
    Prompt prompt = new Prompt(context);
    if (!scripted && !agreed(prompt)) {
      return ExitCode.DONE.code();
    }
    Surroundings user = context.surroundings();
    DemoPlace place = DemoPlace.create(user);
    Surroundings own = scripted ? place.scripted(user) : place.real(user);
    DemoRepository repository = new DemoRepository(place.repository(), place.bareVariables(user));
    DemoProcesses processes = new DemoProcesses();
    Path back = place.folder().resolve("daemon-is-back");
    DemoScript script = scripted ? DemoScript.scripted(back) : DemoScript.real(back);
    Demo demo = new Demo(own, repository, script, new Narrator(context), processes);
    DemoCleanup cleanup = new DemoCleanup(place, own.stateFolder(), demo.daemon(), processes, keep);
    DemoEnd end = new DemoEnd(context, prompt, new Pages(context, demo.daemon()), place);
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(cleanup::run, "demo-cleanup"));
      demo.tell();
      if (keep) {
        cleanup.leave();
      } else {
        end.offer();
      }
    } finally {
      cleanup.run();
    }
    if (keep) {
      end.tellKept();
    } else {
      end.tellGone();
    }
    return ExitCode.DONE.code();
  }

  private boolean agreed(Prompt prompt) {
    context
        .output()
        .warning("This runs Claude Code three times with your own login, which can cost money.");
    if (yes) {
      return true;
    }
    if (!context.output().screen().inputIsTerminal()) {
      throw CliException.refused("Nobody can be asked here: --yes agrees to it.");
    }
    return prompt.ask("Go on? [y/N]").filter(answer -> answer.startsWith("y")).isPresent();
  }
}
