package dev.orch.http.route;

import static dev.orch.http.Route.get;
import static dev.orch.http.Route.post;

import dev.orch.api.ApiPath;
import dev.orch.api.installation.BackupView;
import dev.orch.api.installation.DoctorView;
import dev.orch.api.installation.FixBody;
import dev.orch.api.installation.FixView;
import dev.orch.api.session.NoBody;
import dev.orch.http.Route;
import dev.orch.http.Route.Answer;
import dev.orch.http.handler.InstallationHandler;
import java.util.stream.Stream;

/** The routes of the installation as a whole. */
public final class InstallationRoutes {
  private InstallationRoutes() {}

  /** All of them, in the order of the API's description. */
  public static Stream<Route> of(InstallationHandler installation) {
    return Stream.of(
        get(ApiPath.DOCTOR, "getDoctor", "Says what is wrong with the installation")
            .by(new Answer.One(200, DoctorView.class), installation::examine),
        post(ApiPath.DOCTOR_FIX, "fixFindings", "Puts right what was found and loses nothing")
            .by(new Answer.One(200, FixView.class), FixBody.class, installation::fix),
        post(ApiPath.BACKUP, "makeBackup", "Copies the database into the state folder")
            .by(new Answer.One(201, BackupView.class), NoBody.class, installation::backUp));
  }
}
