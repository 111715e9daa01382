package dev.orch.cli.command.sessions;

import dev.orch.api.ApiPath;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.Json;
import dev.orch.cli.client.WholeFile;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.FileSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves all of a session in one file. */
@Command(
    name = "export",
    description =
        "Save all of a session in one zip file: what was asked, said, done and left. Secrets are"
            + " taken out, but for what stands in diffs: they must apply.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch export k3v9m2p7qd",
      "  orch export k3v -o reports/k3v.zip --force",
      "  orch export k3v -o - | ssh backup 'cat > k3v.zip'"
    })
public final class ExportCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; - is standard output, orch-SESSION.zip here if not given.")
  private @Nullable String file;

  @Option(names = "--force", description = "Replace the file if it is there.")
  private boolean force;

  /** Works with this context. */
  public ExportCommand(CommandContext context) {
    this.context = context;
  }

  /** What is told to programs. */
  private record Saved(String sessionId, String file, long sizeBytes) {}

  @Override
  public Integer call() {
    boolean piped = STANDARD_OUTPUT.equals(file);
    if (piped) {
      refuseOutput();
    }
    DaemonClient daemon = context.daemon();
    SessionView session = daemon.get(ApiPath.SESSION.with(id)).as(SessionView.class);
    String archive = ApiPath.EXPORT.with(session.id());
    if (piped) {
      daemon.read(archive, this::pass);
      return ExitCode.DONE.code();
    }
    Path target =
        context
            .surroundings()
            .folder()
            .resolve(file == null ? "orch-%s.zip".formatted(session.id()) : file);
    if (Files.isDirectory(target)) {
      throw CliException.refused(
          "%s is a folder: name a file in it, -o %s"
              .formatted(target, target.resolve("orch-%s.zip".formatted(session.id()))));
    }
    if (!force && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(target);
    }
    long size =
        context
            .output()
            .during("making the archive", () -> daemon.read(archive, bytes -> save(bytes, target)));
    tell(new Saved(session.id(), target.toString(), size));
    return ExitCode.DONE.code();
  }

  private void refuseOutput() {
    context.output().refuseJson("orch export -o -: it prints bytes");
    if (context.output().screen().outputIsTerminal()) {
      throw CliException.misuse(
          "orch export: an archive is nothing for a terminal: -o FILE, or a pipe behind -o -.");
    }
  }

  private boolean pass(InputStream bytes) {
    try {
      context.output().bytes(bytes);
      return true;
    } catch (IOException e) {
      throw CliException.refused("The archive broke off: %s".formatted(e.getMessage()));
    }
  }

  private void tell(Saved saved) {
    if (context.output().choices().json()) {
      context.output().json(Json.text(saved));
    } else {
      context.output().line(saved.file());
      context
          .output()
          .advice(
              "%s; unzip -l %s lists what is in it"
                  .formatted(
                      FileSize.of(saved.sizeBytes()),
                      context.surroundings().shown(Path.of(saved.file()))));
    }
  }

  private long save(InputStream bytes, Path target) {
    WholeFile file = new WholeFile(target);
    try {
      return force ? file.replace(bytes) : file.write(bytes);
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } catch (IOException e) {
      throw CliException.refused("%s cannot be written: %s".formatted(target, e.getMessage()));
    }
  }

  private static CliException exists(Path target) {
    return CliException.refused(
        "%s exists already; nothing was replaced: --force does.".formatted(target));
  }
}
