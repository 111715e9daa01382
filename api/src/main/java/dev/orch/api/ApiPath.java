package dev.orch.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the routes are. A template's {@code {names}} are filled by {@link #with}. */
public enum ApiPath {
  HEALTH("/health"),
  PROJECTS("/projects"),
  PROJECT("/projects/{id}"),
  PROJECT_BY_SLUG("/projects/slug/{slug}"),
  PROJECT_MOVE("/projects/{id}/move"),
  COMMANDS("/commands"),
  COMMAND("/commands/{id}"),
  SESSIONS("/sessions"),
  SESSION("/sessions/{id}"),
  FOLLOW_UP("/sessions/{id}/followup"),
  STOP("/sessions/{id}/stop"),
  RESUME("/sessions/{id}/resume"),
  ARCHIVE("/sessions/{id}/archive"),
  UNARCHIVE("/sessions/{id}/unarchive"),
  APPLY("/sessions/{id}/apply"),
  SEEN("/sessions/{id}/seen"),
  EXPORT("/sessions/{id}/export"),
  CLEANUP_PREVIEW("/sessions/{id}/cleanup-preview"),
  RELEASE("/sessions/{id}/release"),
  DELETE("/sessions/{id}/delete"),
  FOLLOW_UPS("/sessions/{id}/followups"),
  KEPT_FOLLOW_UP("/sessions/{id}/followups/{follow_up}"),
  LOG("/sessions/{id}/log"),
  LOG_TAIL("/sessions/{id}/log-tail"),
  TURNS("/sessions/{id}/turns"),
  TRANSITIONS("/sessions/{id}/transitions"),
  TRANSCRIPT("/sessions/{id}/transcript"),
  DIFF("/sessions/{id}/diff"),
  COMMENTS("/sessions/{id}/comments"),
  COMMENTS_SEND("/sessions/{id}/comments/send"),
  INPUT_REQUESTS("/input-requests"),
  ANSWER("/input-requests/{id}/answer"),
  ARTIFACTS("/artifacts"),
  ARTIFACT("/artifacts/{id}"),
  ARTIFACT_CONTENT("/artifacts/{id}/content"),
  TRASH("/trash"),
  TRASH_ENTRY("/trash/{id}"),
  RESTORE("/trash/{id}/restore"),
  EVENTS("/events"),
  EVENT_STREAM("/stream/events"),
  LOGIN_CODES("/login-codes"),
  LOGIN("/login"),
  AGENTS("/agents"),
  STATS("/stats"),
  DOCTOR("/doctor"),
  DOCTOR_FIX("/doctor/fix"),
  BACKUP("/backup"),
  CONFIG("/config"),
  OPENAPI("/openapi.json");

  /** Below this everything but the state of health wants a token, whatever its version. */
  public static final String ROOT = "/api";

  /** What every route begins with. */
  public static final String PREFIX = ROOT + "/v1";

  private static final Pattern NAME = Pattern.compile("\\{[a-z_]+}");

  private final String template;

  ApiPath(String below) {
    this.template = PREFIX + below;
  }

  /** With the prefix and the names in braces. */
  public String template() {
    return template;
  }

  /** The path with its names replaced by {@code values}, encoded, in their order. */
  public String with(String... values) {
    Matcher names = NAME.matcher(template);
    StringBuilder path = new StringBuilder();
    int next = 0;
    while (names.find()) {
      String encoded = URLEncoder.encode(values[next], StandardCharsets.UTF_8).replace("+", "%20");
      names.appendReplacement(path, Matcher.quoteReplacement(encoded));
      next++;
    }
    return names.appendTail(path).toString();
  }
}
