package dev.orch.http.json;

import dev.orch.api.Problem;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes what a type of problem adds beside the fields that all have, as RFC 9457 wants it. */
final class ProblemWriter extends ValueSerializer<Problem> {

  @Override
  public void serialize(Problem problem, JsonGenerator json, SerializationContext context) {
    json.writeStartObject();
    json.writeStringProperty("type", problem.type());
    json.writeStringProperty("title", problem.title());
    json.writeNumberProperty("status", problem.status());
    json.writeStringProperty("detail", problem.detail());
    json.writeStringProperty("instance", problem.instance());
    json.writeStringProperty("hint", problem.hint());
    for (Map.Entry<String, Object> extension : problem.extensions().entrySet()) {
      json.writeName(extension.getKey());
      context.writeValue(json, extension.getValue());
    }
    json.writeEndObject();
  }
}
