package dev.orch.api.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of an input request. */
public sealed interface InputPayload extends EventPayload {

  /** Which request. */
  String requestId();

  /**
   * The agent waits for a person.
   *
   * @param kind {@code approval}, {@code question} or {@code plan_review}
   */
  record Requested(String requestId, String kind, String title, String detail, List<String> options)
      implements InputPayload {}

  /** A person answered. */
  record Answered(String requestId, String decision, @Nullable String option, @Nullable String text)
      implements InputPayload {}

  /** Nobody needs to answer any more. */
  record Withdrawn(String requestId, String why) implements InputPayload {}
}
