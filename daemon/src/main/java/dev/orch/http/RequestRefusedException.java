package dev.orch.http;

import dev.orch.api.ProblemType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request is refused for what it says itself. Nothing was done. */
public final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ProblemType type;
  private final String detail;
  private final transient Map<String, Object> extensions;

  /** With a sentence that names the values. */
  public RequestRefusedException(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /** With what the type adds to the problem; an entry {@code hint} replaces the usual one. */
  public RequestRefusedException(ProblemType type, String detail, Map<String, Object> extensions) {
    super(detail);
    this.type = type;
    this.detail = detail;
    this.extensions = new LinkedHashMap<>(extensions);
  }

  ProblemType type() {
    return type;
  }

  String detail() {
    return detail;
  }

  Map<String, Object> extensions() {
    return extensions;
  }
}
