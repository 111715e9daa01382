package dev.orch.cli.command.setup;

import dev.orch.api.AgentView;
import dev.orch.api.ApiPath;
import dev.orch.api.cleanup.TrashView;
import dev.orch.api.project.ProjectView;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionAction;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.TextOnly;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.view.Requests;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands, options and what the daemon knows. */
@Command(
    name = "completion",
    description =
        "Print a script that completes commands, options, projects and ids in your shell.",
    footerHeading = "Examples:%n",
    footer = {
      "  source <(orch completion bash)",
      "  orch completion zsh > ~/.orch-completion.zsh",
      "  orch completion fish > ~/.config/fish/completions/orch.fish"
    })
public final class CompletionCommand implements Callable<Integer>, TextOnly {
  private static final int MOST = 500;

  /** No shell takes it for the end of a word. */
  private static final String SPACE = "\u00a0";

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash, zsh or fish")
  private @Nullable String shell;

  @Option(names = "--values", paramLabel = "KIND", hidden = true)
  private @Nullable String values;

  @Option(names = "--described", hidden = true)
  private boolean described;

  @Option(names = "--titled", hidden = true)
  private boolean titled;

  /** Works with this context. */
  public CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String whyNoJson() {
    return "it prints a script for a shell";
  }

  @Override
  public Integer call() {
    if (values != null) {
      Arrays.stream(Candidates.Live.values())
          .filter(kind -> kind.word().equals(values))
          .forEach(this::printValues);
      return ExitCode.DONE.code();
    }
    CommandLine root = spec.root().commandLine();
    switch (shell) {
      case "bash" -> context.output().text(BashScript.of(root));
      case "fish" -> context.output().text(FishScript.of(root));
      case "zsh" -> context.output().text(BashScript.forZsh(root));
      case null ->
          throw CliException.misuse("orch completion: for which shell, bash, zsh or fish?");
      default ->
          throw CliException.misuse(
              "orch completion: \"%s\" is no shell that is known: it takes bash, zsh or fish."
                  .formatted(shell));
    }
    return ExitCode.DONE.code();
  }

  /** The newest, as many as one page has: a shell does not wait for more. */
  private static Stream<SessionView> sessions(DaemonClient daemon, boolean archived) {
    UrlQuery query = new UrlQuery().add("archived", archived).add("limit", MOST);
    return daemon.get(ApiPath.SESSIONS.with() + query).pageOf(SessionView.class).items().stream();
  }

  private Stream<String> taking(SessionAction action, DaemonClient daemon) {
    return sessions(daemon, true)
        .filter(session -> session.actions().contains(action))
        .map(this::value);
  }

  /** Its id; with its title behind it for a shell that shows both. */
  private String value(SessionView session) {
    return value(session.id(), session.title());
  }

  private String value(TrashView entry) {
    return value(entry.id(), Objects.requireNonNullElse(entry.branch(), ""));
  }

  private String value(String id, String said) {
    if (titled) {
      return id + SPACE + SPACE + harmless(said);
    }
    return described ? id + "\t" + said.replaceAll("\\s+", " ") : id;
  }

  /** One word without a sign that a shell might take for its own: bash expands what it lists. */
  private static String harmless(String said) {
    return said.replaceAll("[^\\p{L}\\p{N}.,:_/-]+", SPACE);
  }

  /** For the script; starts nothing, and says nothing where there is nothing to complete. */
  private void printValues(Candidates.Live kind) {
    DaemonClient daemon = context.runningDaemon();
    try {
      Stream<String> found =
          switch (kind) {
            case PROJECTS ->
                daemon.all(ApiPath.PROJECTS, new UrlQuery(), ProjectView.class).stream()
                    .map(ProjectView::slug);
            case SESSIONS -> sessions(daemon, false).map(this::value);
            case STOPPABLE -> taking(SessionAction.STOP, daemon);
            case ARCHIVABLE -> taking(SessionAction.ARCHIVE, daemon);
            case ARCHIVED -> taking(SessionAction.UNARCHIVE, daemon);
            case APPLICABLE -> taking(SessionAction.APPLY, daemon);
            case RELEASABLE -> taking(SessionAction.RELEASE, daemon);
            case DELETABLE -> taking(SessionAction.DELETE, daemon);
            case TRASHED ->
                daemon.all(ApiPath.TRASH, new UrlQuery(), TrashView.class).stream()
                    .map(this::value);
            case REQUESTS -> Requests.open(daemon).stream().map(InputRequestView::id);
            case AGENTS ->
                daemon.get(ApiPath.AGENTS.with()).pageOf(AgentView.class).items().stream()
                    .filter(AgentView::available)
                    .map(AgentView::id);
          };
      // as they are: a tab is between what is typed and what is said of it
      found.forEach(value -> context.output().text(value + "\n"));
    } catch (CliException e) {
      return; // nobody wants to read of it while typing something else
    }
  }
}
