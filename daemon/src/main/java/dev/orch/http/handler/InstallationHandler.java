package dev.orch.http.handler;

import dev.orch.api.installation.BackupView;
import dev.orch.api.installation.DoctorView;
import dev.orch.api.installation.FindingView;
import dev.orch.api.installation.FixBody;
import dev.orch.api.installation.FixView;
import dev.orch.api.session.NoBody;
import dev.orch.backup.BackupService;
import dev.orch.doctor.Doctor;
import dev.orch.doctor.Finding;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.Once;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The routes of the installation as a whole. */
public final class InstallationHandler {
  private final Doctor doctor;
  private final BackupService backups;
  private final Once once;

  /** Over the use cases. */
  public InstallationHandler(Doctor doctor, BackupService backups, Once once) {
    this.doctor = doctor;
    this.backups = backups;
    this.once = once;
  }

  /** What is wrong. */
  public Response examine(Request request) {
    return Answers.ok(new DoctorView(views(doctor.examine())));
  }

  /** Puts right what is named, or all that can be. */
  public Response fix(Request request, FixBody body) {
    List<String> wanted = Objects.requireNonNullElse(body.findings(), List.of());
    return once.answerAfter(
        request,
        () -> {
          Doctor.Treatment done = doctor.treat(wanted);
          return Answers.ok(new FixView(views(done.fixed()), views(done.left())));
        });
  }

  /** Copies the database. A crash between copy and receipt has the next request make another. */
  public Response backUp(Request request, NoBody body) {
    return once.answerAfter(
        request,
        () -> {
          Path copy = backups.make();
          return Answers.made(new BackupView(copy.toString()));
        });
  }

  private static List<FindingView> views(List<Finding> findings) {
    return findings.stream().map(InstallationHandler::view).toList();
  }

  private static FindingView view(Finding finding) {
    return new FindingView(
        finding.id(),
        finding.code().wireName(),
        finding.what(),
        finding.where(),
        finding.hint(),
        finding.isFixable());
  }
}
