package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.LaunchPlan;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.domain.session.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a {@code system} line means: the start of a message, background work, a retry. */
final class ClaudeSystem {
  private static final Set<String> ENDED_SILENTLY = Set.of("killed", "stopped", "cancelled");

  private final ClaudeTurn turn;
  private final OutputSource source;

  ClaudeSystem(ClaudeTurn turn, OutputSource source) {
    this.turn = turn;
    this.source = source;
  }

  void accept(JsonNode node) {
    switch (ClaudeJson.text(node, "subtype")) {
      case "init" -> init(node);
      case "api_retry" -> retry(node);
      case "status" -> status(ClaudeJson.text(node, "permissionMode"));
      case "background_tasks_changed" -> listed(node.path("tasks"));
      case "task_started" -> started(node);
      case "task_updated" -> updated(node);
      case "task_notification" -> notified(ClaudeJson.text(node, "task_id"));
      // Told by the tool call that it belongs to, or of no interest once it is over.
      case "permission_denied",
          "task_progress",
          "thinking_tokens",
          "hook_started",
          "hook_progress",
          "hook_response",
          "session_state_changed",
          "files_persisted",
          "compact_boundary" -> {}
      default -> turn.say(new AgentPayload.Unrecognized(node.toString(), source));
    }
  }

  /** Stands at the start of every message, also of those that it begins by itself. */
  private void init(JsonNode node) {
    String conversation = ClaudeJson.text(node, "session_id");
    if (turn.facts().conversation() == null && !conversation.isEmpty()) {
      turn.event(new AgentEvent.SessionNamed(conversation));
      checkMode(ClaudeJson.text(node, "permissionMode"));
      checkServers(node.path("mcp_servers"));
    }
    turn.facts(
        turn.facts()
            .withInit(
                ClaudeJson.textOrNull(node, "session_id"),
                ClaudeJson.textOrNull(node, "model"),
                ClaudeJson.text(node, "apiKeySource"))
            .withError(null));
    turn.works();
  }

  private void checkMode(String mode) {
    if (!mode.isEmpty() && !mode.equals(turn.setup().mode())) {
      notice(
          "Claude Code started in permission mode " + mode + " and not in " + turn.setup().mode(),
          "Its own settings or its administrator's decide otherwise; see `claude config`.");
    }
  }

  private void checkServers(JsonNode servers) {
    List<String> found =
        servers
            .valueStream()
            .map(server -> ClaudeJson.text(server, "name"))
            .filter(turn.setup().heldBackServers()::contains)
            .toList();
    if (!found.isEmpty()) {
      notice(
          "Claude Code uses MCP servers that the repository's .mcp.json names too: "
              + String.join(", ", found),
          "If they are not your own, stop the session and update Claude Code.");
    }
  }

  private void notice(String text, String hint) {
    turn.event(
        new AgentEvent.Noticed(
            new LaunchPlan.Notice(Warning.Code.AGENT_MISCONFIGURED, text, hint)));
  }

  private void retry(JsonNode node) {
    JsonNode status = node.path("error_status");
    JsonNode delay = node.path("retry_delay_ms");
    turn.say(
        new AgentPayload.RateLimited(
            node.path("attempt").asInt(1),
            status.isNumber() ? status.asInt(0) : null,
            ClaudeJson.text(node, "error"),
            delay.isNumber() ? Math.round(delay.asDouble(0)) : null,
            source));
  }

  /**
   * Accepting a plan may leave it in its default mode, where it would ask for every edit; then it
   * is told again.
   */
  private void status(String mode) {
    if (turn.flow().planAccepted() && mode.equals("default") && !turn.flow().inputEnded()) {
      turn.reply(ClaudeReplies.permissionMode(ClaudeLaunch.WRITING_MODE));
    }
  }

  private void listed(JsonNode tasks) {
    List<String> running =
        tasks
            .valueStream()
            .map(task -> ClaudeJson.text(task, "task_id"))
            .filter(id -> !id.isEmpty())
            .toList();
    turn.work(turn.work().withTasks(running, true));
  }

  /** Versions that list their background work are believed; the older ones only tell starts. */
  private void started(JsonNode node) {
    String task = ClaudeJson.text(node, "task_id");
    boolean background = node.path("is_backgrounded").asBoolean(true);
    if (background && !turn.work().listsTasks() && !turn.work().tasks().contains(task)) {
      List<String> running = new ArrayList<>(turn.work().tasks());
      running.add(task);
      turn.work(turn.work().withTasks(running, false));
    }
  }

  /** Work that ended by itself is notified of as well, and until then more is to come. */
  private void updated(JsonNode node) {
    if (ENDED_SILENTLY.contains(ClaudeJson.text(node.path("patch"), "status"))) {
      over(ClaudeJson.text(node, "task_id"));
    }
  }

  /**
   * Background work that ends while no message is open makes it begin one by itself. In an open
   * message the news may be taken in silently, or make it begin another one afterwards.
   */
  private void notified(String task) {
    turn.work(
        turn.work()
            .withNews(turn.messageClosed() ? ClaudeState.News.CERTAIN : ClaudeState.News.PERHAPS));
    over(task);
  }

  private void over(String task) {
    List<String> running = new ArrayList<>(turn.work().tasks());
    if (running.remove(task)) {
      turn.work(turn.work().withTasks(running, false));
    }
  }
}
