package dev.orch.cli.demo;

import dev.orch.cli.CommandContext;
import dev.orch.cli.Surroundings;
import dev.orch.cli.TextOnly;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at work, without an agent and without touching anything of the user's. */
@Command(
    name = "demo",
    description =
        "See it work, in a temporary place of its own: three agents in three worktrees, an approval,"
            + " a killed daemon, three diffs. Needs no agent, no login and no network.",
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

  @Option(names = "--keep", description = "Leave the temporary folder.")
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
    if (!scripted && !agreed()) {
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
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(cleanup::run, "demo-cleanup"));
      demo.tell();
    } finally {
      cleanup.run();
    }
    end(place);
    return ExitCode.DONE.code();
  }

  private void end(DemoPlace place) {
    if (Files.exists(place.folder())) {
      context.output().line("kept: " + context.surroundings().shown(place.folder()));
    } else {
      context.output().line("   All of it is removed again, the branches too; --keep leaves it.");
    }
  }

  private boolean agreed() {
    context
        .output()
        .warning("This runs Claude Code three times with your own login, which can cost money.");
    if (yes) {
      return true;
    }
    if (!context.output().screen().inputIsTerminal()) {
      throw CliException.refused("Nobody can be asked here: --yes agrees to it.");
    }
    context.output().usage("Go on? [y/N] ");
    try {
      @Nullable String answer =
          new BufferedReader(new InputStreamReader(context.input(), StandardCharsets.UTF_8))
              .readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException e) {
      return false;
    }
  }
}
