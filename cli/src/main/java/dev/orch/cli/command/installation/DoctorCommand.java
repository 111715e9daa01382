package dev.orch.cli.command.installation;

import dev.orch.api.ApiPath;
import dev.orch.api.installation.DoctorView;
import dev.orch.api.installation.FindingView;
import dev.orch.api.installation.FixView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.Json;
import dev.orch.cli.doctor.OutsideDoctor;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with the installation, and puts right what can be. */
@Command(
    name = "doctor",
    description = {
      "What is wrong with this installation, and what to do about it. Starts nothing.",
      "Ends with 1 if something is wrong."
    },
    footerHeading = "Examples:%n",
    footer = {"  orch doctor", "  orch doctor --fix", "  orch doctor --json"})
public final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--fix",
      description = "Put right what a program can. What holds work is never removed.")
  private boolean fix;

  /** Works with this context. */
  public DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (fix) {
      context.refuseInsideAgent("repair the installation");
    }
    Optional<DaemonClient> daemon = runningDaemon();
    return fix ? treat(daemon) : examine(daemon);
  }

  /** A daemon sees more than can be seen from outside; without one that has to do. */
  private Optional<DaemonClient> runningDaemon() {
    try {
      context.runningPlace();
      return Optional.of(context.runningDaemon());
    } catch (NoDaemonException _) {
      context
          .output()
          .advice("No daemon is running: what only it can see was not looked at (orch up).");
      return Optional.empty();
    }
  }

  private int examine(Optional<DaemonClient> daemon) {
    String said =
        daemon
            .map(client ->
                context
                    .output()
                    .during("examining", () -> client.get(ApiPath.DOCTOR.with()))
                    .body())
            .orElseGet(() ->
                Json.text(new DoctorView(new OutsideDoctor(context.surroundings()).examine())));
    List<FindingView> findings = Json.read(said, DoctorView.class).findings();
    if (context.output().choices().json()) {
      context.output().json(said);
    } else if (findings.isEmpty()) {
      context.output().line("Nothing is wrong.");
    } else {
      tell(findings);
      if (findings.stream().anyMatch(FindingView::fixable)) {
        context.output().advice("orch doctor --fix   puts right what is marked with *");
      }
    }
    return exit(findings);
  }

  private int treat(Optional<DaemonClient> daemon) {
    String said =
        daemon
            .map(client ->
                context
                    .output()
                    .during("putting right", () -> client.post(ApiPath.DOCTOR_FIX.with(), null))
                    .body())
            .orElseGet(() -> Json.text(new OutsideDoctor(context.surroundings()).treat()));
    FixView done = Json.read(said, FixView.class);
    if (context.output().choices().json()) {
      context.output().json(said);
      return exit(done.left());
    }
    done.fixed().forEach(finding -> context.output().line("put right: " + finding.what()));
    if (done.left().isEmpty()) {
      context.output().line("Nothing is wrong.");
    } else {
      tell(done.left());
    }
    return exit(done.left());
  }

  private static int exit(List<FindingView> findings) {
    return (findings.isEmpty() ? ExitCode.DONE : ExitCode.PROBLEM).code();
  }

  private void tell(List<FindingView> findings) {
    List<List<Cell>> rows = new ArrayList<>();
    for (FindingView finding : findings) {
      rows.add(List.of(Cell.of(finding.fixable() ? "*" : " "), Cell.of(finding.what())));
      rows.add(List.of(Cell.of(""), Cell.of("  " + finding.hint())));
    }
    context.output().table(new Table(List.of(), rows));
  }
}
