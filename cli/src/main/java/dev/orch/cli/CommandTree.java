package dev.orch.cli;

import dev.orch.cli.command.AgentsCommand;
import dev.orch.cli.command.ArchiveCommand;
import dev.orch.cli.command.ArtifactsCommand;
import dev.orch.cli.command.ConfigCommand;
import dev.orch.cli.command.DiffCommand;
import dev.orch.cli.command.EventsCommand;
import dev.orch.cli.command.FollowupCommand;
import dev.orch.cli.command.LogsCommand;
import dev.orch.cli.command.OrchCommand;
import dev.orch.cli.command.ResumeCommand;
import dev.orch.cli.command.RunCommand;
import dev.orch.cli.command.SendCommand;
import dev.orch.cli.command.StopCommand;
import dev.orch.cli.command.TokenCommand;
import dev.orch.cli.command.UnarchiveCommand;
import dev.orch.cli.command.WaitCommand;
import dev.orch.cli.command.apply.ApplyCommand;
import dev.orch.cli.command.cleanup.DeleteCommand;
import dev.orch.cli.command.cleanup.ReleaseCommand;
import dev.orch.cli.command.cleanup.RestoreCommand;
import dev.orch.cli.command.cleanup.TrashCommand;
import dev.orch.cli.command.daemon.DaemonCommand;
import dev.orch.cli.command.daemon.DownCommand;
import dev.orch.cli.command.daemon.HealthCommand;
import dev.orch.cli.command.daemon.StatusCommand;
import dev.orch.cli.command.daemon.UpCommand;
import dev.orch.cli.command.inbox.AnswerCommand;
import dev.orch.cli.command.inbox.InboxCommand;
import dev.orch.cli.command.installation.BackupCommand;
import dev.orch.cli.command.installation.DoctorCommand;
import dev.orch.cli.command.projects.ProjectsAddCommand;
import dev.orch.cli.command.projects.ProjectsCommand;
import dev.orch.cli.command.projects.ProjectsListCommand;
import dev.orch.cli.command.projects.ProjectsMoveCommand;
import dev.orch.cli.command.projects.ProjectsRemoveCommand;
import dev.orch.cli.command.projects.ProjectsSetCommand;
import dev.orch.cli.command.projects.ProjectsShowCommand;
import dev.orch.cli.command.review.CommentsCommand;
import dev.orch.cli.command.sessions.ExportCommand;
import dev.orch.cli.command.sessions.SessionsCommand;
import dev.orch.cli.command.sessions.SessionsListCommand;
import dev.orch.cli.command.sessions.SessionsShowCommand;
import dev.orch.cli.command.setup.CompletionCommand;
import dev.orch.cli.command.setup.HelpCommand;
import dev.orch.cli.command.setup.InstallCommand;
import dev.orch.cli.command.setup.UninstallCommand;
import dev.orch.cli.command.ui.UiCommand;
import dev.orch.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command, in the order in which help shows them. */
final class CommandTree {
  private CommandTree() {}

  /** The whole command line. */
  static CommandLine of(CommandContext context, Choices choices) {
    CommandLine orch = whole(context, choices);
    orch.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> command.userObject() instanceof TextOnly)
        .forEach(CommandTree::hideJson);
    return orch;
  }

  /** Still taken, so that it is refused in words. */
  private static void hideJson(CommandSpec command) {
    OptionSpec json = command.findOption(Choices.JSON);
    command.remove(json);
    command.addOption(json.toBuilder().hidden(true).build());
  }

  private static CommandLine whole(CommandContext context, Choices choices) {
    return new CommandLine(new OrchCommand(context, choices))
        .addSubcommand(new SendCommand(context))
        .addSubcommand(new RunCommand(context))
        .addSubcommand(sessions(context))
        .addSubcommand(new FollowupCommand(context))
        .addSubcommand(new StopCommand(context))
        .addSubcommand(new ResumeCommand(context))
        .addSubcommand(new ArchiveCommand(context))
        .addSubcommand(new UnarchiveCommand(context))
        .addSubcommand(new ReleaseCommand(context))
        .addSubcommand(new DeleteCommand(context))
        .addSubcommand(new RestoreCommand(context))
        .addSubcommand(new TrashCommand(context))
        .addSubcommand(new LogsCommand(context))
        .addSubcommand(new EventsCommand(context))
        .addSubcommand(new InboxCommand(context))
        .addSubcommand(new AnswerCommand(context))
        .addSubcommand(new DiffCommand(context))
        .addSubcommand(new CommentsCommand(context))
        .addSubcommand(new ApplyCommand(context))
        .addSubcommand(new ArtifactsCommand(context))
        .addSubcommand(new ExportCommand(context))
        .addSubcommand(new WaitCommand(context))
        .addSubcommand(projects(context))
        .addSubcommand(new UiCommand(context))
        .addSubcommand(new UpCommand(context))
        .addSubcommand(new DownCommand(context))
        .addSubcommand(new StatusCommand(context))
        .addSubcommand(new HealthCommand(context))
        .addSubcommand(new DaemonCommand(context))
        .addSubcommand(new AgentsCommand(context))
        .addSubcommand(new ConfigCommand(context))
        .addSubcommand(new DoctorCommand(context))
        .addSubcommand(new BackupCommand(context))
        .addSubcommand(new TokenCommand(context))
        .addSubcommand(new InstallCommand(context))
        .addSubcommand(new UninstallCommand(context))
        .addSubcommand(new CompletionCommand(context))
        .addSubcommand(new DemoCommand(context))
        .addSubcommand(new HelpCommand(context));
  }

  private static CommandLine sessions(CommandContext context) {
    return new CommandLine(new SessionsCommand(context))
        .addSubcommand(new SessionsListCommand(context))
        .addSubcommand(new SessionsShowCommand(context))
        .addSubcommand(new FollowupCommand(context));
  }

  private static CommandLine projects(CommandContext context) {
    return new CommandLine(new ProjectsCommand(context))
        .addSubcommand(new ProjectsListCommand(context))
        .addSubcommand(new ProjectsAddCommand(context))
        .addSubcommand(new ProjectsShowCommand(context))
        .addSubcommand(new ProjectsSetCommand(context))
        .addSubcommand(new ProjectsMoveCommand(context))
        .addSubcommand(new ProjectsRemoveCommand(context));
  }
}
