package dev.orch.cli.command.projects;

import dev.orch.api.ApiPath;
import dev.orch.api.project.ProjectView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes settings of a project; what is not named stays. */
@Command(
    name = "set",
    description = {
      "Change settings of a project; what is not named stays as it is.",
      "KEY is include, setup, teardown, env.NAME, env_pass, max_sessions, auto_resume, policy,"
          + " sandbox, worktree_root, branch_template, name or default_branch. include and"
          + " env_pass are lists: say them once for each value."
    },
    footerHeading = "Examples:%n",
    footer = {
      "  orch projects set my-app setup=\"npm ci\" include=.env include='config/*.local'",
      "  orch projects set my-app branch_template='{agent}/{title}' --unset worktree_root",
      "  orch projects set my-app --file env.NPM_TOKEN=- < token.txt"
    })
public final class ProjectsSetCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Slug or id of the project.")
  private String project;

  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "What is to be what.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "KEY=FILE",
      description = "The same with the value in a file, such as a script; - reads it from stdin.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--unset",
      paramLabel = "KEY",
      description = "Back to the default; of env.NAME the variable goes.")
  private List<String> unset = new ArrayList<>();

  /** Works with this context. */
  public ProjectsSetCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String target = ApiPath.PROJECT.with(project);
    SettingWords words =
        new SettingWords(() -> context.daemon().get(target).as(ProjectView.class).settings());
    values.forEach(words::set);
    files.forEach(file -> words.set(file, this::read));
    unset.forEach(words::unset);
    Answer answer = context.daemon().put(target, words.body());
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      String slug = answer.as(ProjectView.class).slug();
      context.output().line("%s: set %s".formatted(slug, String.join(", ", words.named())));
      context.output().advice("orch projects show " + slug);
    }
    return ExitCode.DONE.code();
  }

  private String read(String file) {
    try {
      String text =
          file.equals("-")
              ? new String(context.input().readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(context.surroundings().folder().resolve(file));
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw CliException.misuse(
          "orch projects set: %s cannot be read as text: %s".formatted(file, e.getMessage()));
    }
  }
}
