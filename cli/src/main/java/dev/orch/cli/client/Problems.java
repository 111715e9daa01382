package dev.orch.cli.client;

import dev.orch.api.ProblemType;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes what the user is told of what the daemon refused. */
final class Problems {
  /** Said in the headline or the last row, a copy of another, or of no use to a person. */
  private static final Set<String> UNSAID =
      Set.of("type", "title", "status", "detail", "instance", "hint", "command_id");

  private Problems() {}

  /** The failure that an answer of this status and body stands for. */
  static CliException of(int status, String body) {
    Optional<JsonNode> json = Json.tree(body).filter(tree -> tree.path("title").isString());
    if (json.isEmpty()) {
      return new UnexpectedAnswerException("status %d: %s".formatted(status, body), null);
    }
    JsonNode problem = json.get();
    String type = problem.path("type").asString("");
    return new ProblemException(exit(type), complaint(problem), type, body);
  }

  private static ExitCode exit(String type) {
    return Arrays.stream(ProblemType.values())
            .filter(known -> known.uri().equals(type))
            .anyMatch(known -> known.exitCode() == ExitCode.NO_DAEMON.code())
        ? ExitCode.NO_DAEMON
        : ExitCode.PROBLEM;
  }

  private static Complaint complaint(JsonNode problem) {
    String title = problem.path("title").asString("");
    String detail = problem.path("detail").asString("");
    Complaint complaint = Complaint.of(detail.isEmpty() ? title : title + ": " + detail);
    for (Map.Entry<String, JsonNode> field : problem.properties()) {
      String text = UNSAID.contains(field.getKey()) ? "" : text(field.getValue());
      if (!text.isEmpty() && !complaint.rows().containsValue(text)) {
        complaint = complaint.with(field.getKey().replace('_', ' '), text);
      }
    }
    String hint = problem.path("hint").asString("");
    return hint.isEmpty() ? complaint : complaint.with("try", hint);
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      return value.valueStream().map(Problems::text).collect(Collectors.joining(", "));
    }
    return value.isValueNode() ? value.asString("") : value.toString();
  }
}
