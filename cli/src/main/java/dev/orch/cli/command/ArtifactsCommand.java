package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.ArtifactView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.client.WholeFile;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the files that sessions left, or saves them. */
@Command(
    name = "artifacts",
    description = "The files that sessions left: plans, diffs, transcripts, summaries.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch artifacts k3v9m2p7qd",
      "  orch artifacts k3v --kind transcript --save notes",
      "  orch artifacts --project my-app --json"
    })
public final class ArtifactsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Of this session only; an id, or the beginning of one.")
  private @Nullable String id;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Of this project.")
  private @Nullable String project;

  @Option(names = "--kind", paramLabel = "KIND", description = "plan, diff, transcript, ...")
  private @Nullable String kind;

  @Option(
      names = "--save",
      paramLabel = "FOLDER",
      description = "Copy them into this folder, below SESSION/TURN; replaces nothing.")
  private @Nullable Path folder;

  /** Works with this context. */
  public ArtifactsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DaemonClient daemon = context.daemon();
    UrlQuery query = new UrlQuery().add("session", id).add("project", project).add("kind", kind);
    if (context.output().choices().json() && folder == null) {
      context.output().json(daemon.get(ApiPath.ARTIFACTS.with() + query.add("limit", 500)).body());
      return ExitCode.DONE.code();
    }
    List<ArtifactView> artifacts = daemon.all(ApiPath.ARTIFACTS, query, ArtifactView.class);
    if (artifacts.isEmpty()) {
      context.output().advice("No artifact.");
    } else if (folder == null) {
      context.output().table(rows(artifacts));
    } else {
      Path into = context.surroundings().folder().resolve(folder);
      artifacts.forEach(artifact -> save(daemon, artifact, into));
    }
    return ExitCode.DONE.code();
  }

  private Table rows(List<ArtifactView> artifacts) {
    return new Table(
        List.of("ID", "SESSION", "TURN", "KIND", "BYTES", "PATH"),
        artifacts.stream()
            .map(artifact ->
                List.of(
                    Cell.of(artifact.id()),
                    Cell.of(artifact.sessionId()),
                    Cell.of(Integer.toString(artifact.turn())),
                    Cell.of(artifact.kind().name().toLowerCase(Locale.ROOT)),
                    Cell.of(Long.toString(artifact.sizeBytes())),
                    Cell.of(context.surroundings().shown(Path.of(artifact.path())))))
            .toList());
  }

  private void save(DaemonClient daemon, ArtifactView artifact, Path into) {
    Path below = into.resolve(artifact.sessionId()).resolve(Integer.toString(artifact.turn()));
    Path target = below.resolve(Path.of(artifact.name()).getFileName());
    daemon.read(
        ApiPath.ARTIFACT_CONTENT.with(artifact.id()),
        bytes -> {
          try {
            Files.createDirectories(below);
            return new WholeFile(target).write(bytes);
          } catch (FileAlreadyExistsException e) {
            throw CliException.refused(
                "%s exists already; nothing was replaced.".formatted(target));
          } catch (IOException e) {
            throw CliException.refused(
                "%s cannot be written: %s".formatted(target, e.getMessage()));
          }
        });
    context.output().line(target.toString());
  }
}
