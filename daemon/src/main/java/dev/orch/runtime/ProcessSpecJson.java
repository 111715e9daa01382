package dev.orch.runtime;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link ProcessSpec} as the text that the store keeps. A text of another version of the daemon
 * is read as far as it is known here: fields that are not are passed over.
 */
public final class ProcessSpecJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private ProcessSpecJson() {}

  private record Stored(
      List<String> argv, List<String> environment, String folder, Framing framing) {}

  /** The same text for equal specs. */
  public static String write(ProcessSpec spec) {
    return MAPPER.writeValueAsString(
        new Stored(spec.argv(), spec.environmentNames(), spec.folder().toString(), spec.framing()));
  }

  /**
   * The spec that {@link #write} was given.
   *
   * @throws IllegalArgumentException if the text is not one of its texts
   */
  public static ProcessSpec read(String text) {
    try {
      Stored stored = MAPPER.readValue(text, Stored.class);
      if (stored == null) {
        throw new IllegalArgumentException("not a process spec: " + text);
      }
      return new ProcessSpec(
          stored.argv(), stored.environment(), Path.of(stored.folder()), stored.framing());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a process spec: " + text, e);
    }
  }
}
