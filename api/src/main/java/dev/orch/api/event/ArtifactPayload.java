package dev.orch.api.event;

/** The life of an artifact. */
public sealed interface ArtifactPayload extends EventPayload {

  /** A file was written and is listed. */
  record Created(
      String artifactId, String kind, String name, long sizeBytes, String sha256, String mediaType)
      implements ArtifactPayload {}
}
