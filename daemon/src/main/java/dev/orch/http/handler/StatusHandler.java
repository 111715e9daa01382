package dev.orch.http.handler;

import dev.orch.api.ConfigView;
import dev.orch.api.HealthView;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.status.ConfigReport;
import dev.orch.status.Health;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The routes that say what the daemon is. */
public final class StatusHandler {
  private static final String DOCUMENT = "/dev/orch/http/openapi.json";
  private static final String OK = "ok";

  private final Health health;
  private final ConfigReport config;

  /** Over what is known of it. */
  public StatusHandler(Health health, ConfigReport config) {
    this.health = health;
    this.config = config;
  }

  /** Whether it is well; who has no token learns nothing else. */
  public Response health(Request request) {
    health.check();
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

  /** What it runs with. */
  public Response config(Request request) {
    List<ConfigView.Entry> settings =
        config.settings().stream()
            .map(entry ->
                new ConfigView.Entry(
                    entry.key(), entry.variable(), entry.value(), entry.source(), entry.meaning()))
            .toList();
    return Answers.ok(new ConfigView(settings, config.warnings()));
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
