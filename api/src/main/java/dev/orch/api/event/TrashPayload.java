package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** What becomes of what lies in the trash. */
public sealed interface TrashPayload extends EventPayload {

  /** It was given back. */
  record Restored(String trashId, @Nullable String branch, @Nullable String path)
      implements TrashPayload {}

  /** It was removed for good: its time was over, or a person emptied the trash. */
  record Expired(String trashId, long freedBytes) implements TrashPayload {}
}
