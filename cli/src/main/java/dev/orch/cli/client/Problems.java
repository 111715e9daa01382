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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes what the user is told of what the daemon refused. */
final class Problems {
  /** Said in the headline or the last row, a copy of another, or of no use to a person. */
  private static final Set<String> UNSAID =
      Set.of(
          "type",
          "title",
          "status",
          "detail",
          "instance",
          "hint",
          "command_id",
          "preview",
          "field",
          "retry_after");

  /** How a detail begins that speaks of a field, and what the field is called where one types. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("base", "--base"),
          Map.entry("model", "--model"),
          Map.entry("scope_path", "--scope"),
          Map.entry("prompt", "the prompt"),
          Map.entry("message", "the message"),
          Map.entry("mode interrupt", "--interrupt"),
          Map.entry("decision allow_always", "always"),
          Map.entry("option", "--option"),
          Map.entry("text", "--text"),
          Map.entry("path", "the path"),
          Map.entry("name", "--name"),
          Map.entry("slug", "--slug"),
          Map.entry("default_branch", "--default-branch"),
          Map.entry("limit", "--limit"),
          Map.entry("lines", "--lines"),
          Map.entry("turn", "--turn"),
          Map.entry("after", "--after"),
          Map.entry("before", "--before"));

  private static final Pattern FILTER = Pattern.compile("( is not a value of )(\\w+)$");

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
        .flatMap(known ->
            Arrays.stream(ExitCode.values()).filter(exit -> exit.code() == known.exitCode()))
        .findFirst()
        .orElse(ExitCode.PROBLEM);
  }

  private static Complaint complaint(JsonNode problem) {
    String title = problem.path("title").asString("");
    String detail = typed(problem.path("detail").asString(""));
    Complaint complaint = Complaint.of(detail.isEmpty() ? title : title + ": " + detail);
    for (Map.Entry<String, JsonNode> field : problem.properties()) {
      complaint = withField(complaint, detail, field.getKey(), field.getValue());
    }
    String hint = problem.path("hint").asString("");
    return hint.isEmpty() ? complaint : complaint.with("try", hint);
  }

  private static Complaint withField(
      Complaint complaint, String detail, String name, JsonNode value) {
    if (name.equals("actions")) {
      return value.isEmpty() ? complaint : complaint.with("can", commands(value));
    }
    String text = UNSAID.contains(name) ? "" : text(value);
    boolean said = detail.contains(text) || complaint.rows().containsValue(text);
    return said ? complaint : complaint.with(name.replace('_', ' '), text);
  }

  /** {@code orch followup, orch stop}. */
  private static String commands(JsonNode actions) {
    return actions
        .valueStream()
        .map(action -> "orch " + text(action).replace("_", ""))
        .collect(Collectors.joining(", "));
  }

  /** The sentence with what is typed in place of the API's names. */
  private static String typed(String detail) {
    String sentence = FILTER.matcher(detail).replaceFirst("$1--$2");
    return FIELDS.entrySet().stream()
        .filter(field -> sentence.startsWith(field.getKey() + " "))
        .findFirst()
        .map(field -> field.getValue() + sentence.substring(field.getKey().length()))
        .orElse(sentence);
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
