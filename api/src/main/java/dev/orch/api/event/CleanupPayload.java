package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** The removal of what a session left. */
public sealed interface CleanupPayload extends EventPayload {

  /** It is planned and will be carried out, also by a later daemon. */
  record Started(long sizeBytes) implements CleanupPayload {}

  /**
   * It is done.
   *
   * @param freedBytes that the disk has again
   * @param trashId where the rest can be had back; null where nothing was worth keeping
   */
  record Finished(long freedBytes, @Nullable String trashId) implements CleanupPayload {}

  /** It ended in the middle, with nothing lost; asked for again, the delete goes on from there. */
  record Failed(String why) implements CleanupPayload {}
}
