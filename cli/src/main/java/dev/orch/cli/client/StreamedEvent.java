package dev.orch.cli.client;

import dev.orch.api.Actor;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One event of the log, whose payload may be of a type that this version does not know.
 *
 * @param json the whole event as it came
 */
public record StreamedEvent(JsonNode json) {

  /** Its place in the log. */
  public long seq() {
    return json.path("seq").asLong(0);
  }

  /** {@code session.started}. */
  public String type() {
    return json.path("type").asString("");
  }

  /** When it happened. */
  public Instant at() {
    return Instant.parse(json.path("at").asString("1970-01-01T00:00:00Z"));
  }

  /** The session that it belongs to. */
  public Optional<String> sessionId() {
    return text("session_id");
  }

  /** The turn that it belongs to, 0 if none. */
  public int turn() {
    return json.path("turn").asInt(0);
  }

  /** Who caused it. */
  public Actor actor() {
    return Json.read(json.path("actor"), Actor.class);
  }

  /** What it says. */
  public <T> T payload(Class<T> type) {
    return Json.read(json.path("payload"), type);
  }

  private Optional<String> text(String field) {
    JsonNode value = json.path(field);
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }
}
