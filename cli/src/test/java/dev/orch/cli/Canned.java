package dev.orch.cli;

import dev.orch.cli.client.Json;
import tools.jackson.databind.JsonNode;

/** Bodies as the daemon sends them. */
public final class Canned {
  public static final String SESSION = "k3v9m2p7qd";
  public static final String REQUEST = "r5n2k8w0ab";

  /** What a turn took that took nothing yet. */
  public static final String NO_USAGE =
      "{\"input_tokens\":0,\"output_tokens\":0,\"cached_input_tokens\":0,\"cost_usd\":0.0}";

  /** The event by which the session ends well. */
  public static final String COMPLETED = completed(12);

  private Canned() {}

  public static String session(String state, String reason) {
    return session(SESSION, state, reason, "add error handling to the API");
  }

  public static String session(String id, String state, String reason, String title) {
    return """
    {"id":"%s","project_id":"p1p1p1p1p1","project_slug":"my-app","command_id":"c1c1c1c1c1",
     "agent":"claude","action":"implement","model":null,"title":"%s","prompt":"%s",
     "scope_path":null,"state":"%s","reason":%s,"actions":["follow_up","stop"],"queued":null,
     "warnings":[{"code":"repository_config_held_back","text":"held back: 1 hook",
     "hint":"orch projects trust my-app","at":"2026-01-01T10:00:00Z"}],"branch":"orch/claude/my-app/%s","base_ref":"main",
     "base_commit":"4f1c2ab5d6e7f8091a2b3c4d5e6f708192a3b4c5","head_commit":null,
     "worktree_path":"/repos/my-app/.orchestrator/worktrees/%s","log_path":"/repos/my-app/x.log",
     "agent_session_id":null,"turn_count":1,"exit_code":null,"state_since":"2026-01-01T10:00:00Z",
     "last_line":"reading","changes":{"files":4,"added":48,"removed":3},"stopping":null,
     "operation":null,"match":null,"archived_from":null,"seen_at":"2026-01-01T10:00:00Z",
     "released_at":null,"applied_at":null,
     "usage":{"input_tokens":48000,"output_tokens":3904,"cached_input_tokens":120,"cost_usd":0.31},
     "created_at":"2026-01-01T10:00:00Z","started_at":"2026-01-01T10:00:01Z","ended_at":null,
     "updated_at":"2026-01-01T10:00:00Z","version":3,"a_field_of_tomorrow":{"x":1}}\
    """
        .formatted(
            id, title, title, state, reason.isEmpty() ? "null" : "\"" + reason + "\"", id, id);
  }

  public static String project(String slug, String path) {
    return """
    {"id":"p1p1p1p1p1","slug":"%s","name":"My App","path":"%s","default_branch":"main",
     "default_scope":null,"settings":{"include":[],"setup":null,"teardown":null,
     "env":{"TOKEN":"hush"},"env_pass":[],"max_sessions":null,"auto_resume":false,
     "policy":{"mode":"ask","until":null},"sandbox":"none","worktree_root":null,
     "branch_template":"orch/{agent}/{title}"},"available":true,
     "network_file_system":null,
     "created_at":"2026-01-01T10:00:00Z","updated_at":"2026-01-01T10:00:00Z"}\
    """
        .formatted(slug, path);
  }

  public static String request(String id, String session, String requestedAt, String title) {
    return """
    {"id":"%s","session_id":"%s","kind":"approval","title":"%s","detail":"","options":[],
     "status":"open","answer":null,"requested_at":"%s","answered_at":null,"expires_at":null}\
    """
        .formatted(id, session, title, requestedAt);
  }

  public static String page(String... items) {
    return "{\"items\":[" + String.join(",", items) + "],\"next_cursor\":null}";
  }

  public static String event(long seq, String type, String payload) {
    return """
    {"seq":%d,"type":"%s","at":"2026-01-01T10:00:%02dZ","project_id":"p1p1p1p1p1","session_id":"%s",\
    "turn":1,"actor":{"kind":"agent","detail":"claude"},"payload":%s}\
    """
        .formatted(seq, type, seq % 60, SESSION, payload);
  }

  public static String completed(long seq) {
    return event(
        seq,
        "session.completed",
        "{\"from\":\"running\",\"to\":\"completed\",\"trigger\":\"agent_finished\",\"reason\":null,"
            + "\"detail\":null,\"source\":null,\"caused_by\":null}");
  }

  public static String said(long seq, String text) {
    return event(
        seq,
        "agent.message",
        "{\"text\":\"%s\",\"subagent\":null,\"source\":null}".formatted(text));
  }

  /** These events as a stream tells them. */
  public static String streamed(String... events) {
    StringBuilder text = new StringBuilder(": connected\n\n");
    for (String event : events) {
      JsonNode view = Json.read(event, JsonNode.class);
      text.append("id: %s\nevent: ".formatted(view.path("seq")))
          .append("%s\ndata: %s\n\n".formatted(view.path("type").asString(), event));
    }
    return text.toString();
  }

  public static String problem(String type, int status, String more) {
    return """
    {"type":"urn:orch:problem:%s","title":"Project not found","status":%d,
     "detail":"there is no project \\"my-ap\\"","instance":"/api/v1/commands",
     "hint":"orch projects list shows what is registered"%s}\
    """
        .formatted(type, status, more);
  }

  public static String titled(String type, int status, String title) {
    return problem(type, status, "").replace("Project not found", title);
  }

  /** What health and every change say once the database was taken away. */
  public static String lostDatabase() {
    return """
    {"type":"urn:orch:problem:store_unavailable","title":"Database unavailable","status":503,
     "detail":"the database was deleted or replaced while this daemon runs: nothing can be kept",
     "instance":"/api/v1/health","retry_after":1,
     "hint":"put the file, or the state folder, back where it was; or, to begin anew without its sessions: orch down, move runs out of the state folder, orch up"}\
    """;
  }

  /**
   * What is counted.
   *
   * @param sessions by state, as JSON
   */
  public static String stats(String sessions, String unseen, int queued) {
    return """
    {"projects":1,"sessions":%s,"unseen":0,"unseen_by_state":%s,"waiting_requests":0,"queued":%d,
     "used":{"since":"2026-01-01T00:00:00Z","total":{"name":"total","turns":0,"usage":%s},
     "by_project":[],"by_agent":[],"by_day":[]}}\
    """
        .formatted(sessions, unseen, queued, NO_USAGE);
  }

  public static String command() {
    return """
    {"id":"c1c1c1c1c1","text":null,"agent":"claude","action":"implement","project_id":"p1p1p1p1p1",
     "scope_path":null,"prompt":"add error handling","model":null,"branch":null,"source":"cli",
     "status":"accepted",
     "session_id":"%s","problem":null,"created_at":"2026-01-01T10:00:00Z","session":%s}\
    """
        .formatted(SESSION, session("running", "working"));
  }
}
