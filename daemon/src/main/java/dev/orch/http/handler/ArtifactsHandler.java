package dev.orch.http.handler;

import dev.orch.artifact.ArtifactService;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.http.exchange.ByteRange;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Paging;
import dev.orch.store.ArtifactStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The routes of artifacts. */
public final class ArtifactsHandler {
  private final ArtifactService artifacts;
  private final Filters filters;

  /** Over the use case. */
  public ArtifactsHandler(ArtifactService artifacts, Filters filters) {
    this.artifacts = artifacts;
    this.filters = filters;
  }

  /** Those that fit, newest first. */
  public Response list(Request request) {
    Optional<ProjectId> project = filters.project(request);
    Optional<SessionId> session = filters.session(request);
    Optional<Artifact.Kind> kind =
        request.query().choice(Filters.ARTIFACT_KIND, Artifact.Kind.class);
    ArtifactStore.Filter filter =
        new ArtifactStore.Filter(project.orElse(null), session.orElse(null), kind.orElse(null));
    return Answers.ok(
        filters.faceted(
            request,
            Paging.page(request, artifacts.list(filter, Paging.wanted(request)), Wire::artifact),
            () -> artifacts.count(session.orElse(null)),
            Filters.chosen(
                Map.of(
                    Filters.PROJECT, project.map(ProjectId::value),
                    Filters.ARTIFACT_KIND, kind.map(Artifact.Kind::wireName)))));
  }

  /** One. */
  public Response show(Request request) {
    return Answers.ok(Wire.artifact(artifacts.require(request.id())));
  }

  /** Its bytes, or the part of them that is asked for. */
  public Response content(Request request) {
    Artifact artifact = artifacts.require(request.id());
    Path file = artifacts.requireContent(artifact);
    String tag = "\"" + artifact.content().sha256() + "\"";
    ByteRange range = ByteRange.of(request.head().headers(), tag, artifact.content().sizeBytes());
    Response answer =
        new Response(
            range.status(),
            Map.of("Content-Type", artifact.content().mediaType()),
            new Response.Body.FilePart(file, range.offset(), range.length(), false));
    return range
        .describe(answer)
        .with("ETag", tag)
        .with("Accept-Ranges", "bytes")
        .with("Content-Disposition", "attachment; filename=\"" + name(artifact) + "\"");
  }

  private static String name(Artifact artifact) {
    return artifact.content().name().replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
