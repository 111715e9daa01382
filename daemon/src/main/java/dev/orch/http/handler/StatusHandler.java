package dev.orch.http.handler;

import dev.orch.api.HealthView;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.status.Health;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The routes that say what the daemon is. */
public final class StatusHandler {
  private static final String DOCUMENT = "/dev/orch/http/openapi.json";
  private static final String OK = "ok";

  private final Health health;

  /** Over what is known of it. */
  public StatusHandler(Health health) {
    this.health = health;
  }

  /** Whether it is well; who has no token learns nothing else. */
  public Response health(Request request) {
    if (request.caller() == null) {
      return Answers.ok(new HealthView.Brief(OK));
    }
    Health.Report report = health.report();
    return Answers.ok(
        new HealthView.Full(
            OK,
            report.version(),
            report.uptime().toSeconds(),
            report.pid(),
            report.stateFolder().toString()));
  }

  /** The description of the API, as it was built. */
  public Response openApi(Request request) {
    try (InputStream in = StatusHandler.class.getResourceAsStream(DOCUMENT)) {
      if (in == null) {
        throw new IllegalStateException(DOCUMENT + " is not in the build");
      }
      return Response.of(200, Answers.JSON, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
