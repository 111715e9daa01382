package dev.orch.api.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was said or done in a session, as a reader of the conversation sees it.
 *
 * @param seq of the event that it is derived from; a prompt shares that of the first event of its
 *     turn
 * @param turn counted from 1
 * @param kind what it is: {@code prompt}, {@code message}, {@code thinking}, {@code tool_started},
 *     {@code tool_finished}, {@code plan}, {@code approval}, {@code question}, {@code plan_review},
 *     {@code answer}, {@code follow_up}, {@code error} and the like
 * @param tool for tool calls
 * @param subagent the tool call that it belongs to, if a sub-agent says or does it
 */
public record TranscriptEntry(
    long seq,
    int turn,
    Instant at,
    Role role,
    String kind,
    String text,
    @Nullable Tool tool,
    @Nullable String subagent,
    @Nullable OutputSource source) {

  /** Who says or does it. */
  public enum Role {
    USER,
    AGENT,
    TOOL,
    SYSTEM
  }

  /**
   * A tool call.
   *
   * @param name null at its end: the start says it
   * @param input JSON text, cut; null at its end
   * @param failed false at its start
   */
  public record Tool(String id, @Nullable String name, @Nullable String input, boolean failed) {}
}
