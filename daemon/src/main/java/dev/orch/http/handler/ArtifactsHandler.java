package dev.orch.http.handler;

import dev.orch.artifact.ArtifactService;
import dev.orch.domain.operation.Artifact;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.store.ArtifactStore;
import java.nio.file.Path;
import java.util.Map;

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
    ArtifactStore.Filter filter =
        new ArtifactStore.Filter(
            filters.project(request).orElse(null),
            filters.session(request).orElse(null),
            request.query().choice(Filters.ARTIFACT_KIND, Artifact.Kind.class).orElse(null));
    return Answers.ok(
        Paging.page(request, artifacts.list(filter, Paging.wanted(request)), Wire::artifact));
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
