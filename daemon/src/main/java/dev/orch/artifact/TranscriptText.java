package dev.orch.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orch.api.event.TranscriptEntry;
import java.util.Locale;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes entries of a transcript, for people and for programs. */
public final class TranscriptText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .changeDefaultPropertyInclusion(
              any -> any.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static final int LINES_OF_A_TOOL = 20;

  private TranscriptText() {}

  /** One line of JSON without its end; names in snake_case, what is unknown left out. */
  public static String json(TranscriptEntry entry) {
    return MAPPER.writeValueAsString(entry);
  }

  /** A paragraph of Markdown with an empty line behind it; empty for what only programs want. */
  public static String markdown(TranscriptEntry entry) {
    String text = PlainText.of(entry.text()).strip();
    String body =
        switch (entry.role()) {
          case USER -> quoted("**You**, " + words(entry) + ":\n\n" + text);
          case AGENT -> spoken(entry, text);
          case TOOL -> call(entry, text);
          case SYSTEM -> quoted("*" + words(entry) + "* " + text);
        };
    return body.isEmpty() ? "" : body + "\n\n";
  }

  private static String spoken(TranscriptEntry entry, String text) {
    return switch (entry.kind()) {
      case "message" -> entry.subagent() == null ? text : quoted("*sub-agent:* " + text);
      case "thinking" -> quoted("*thinking:* " + text);
      default -> label(entry) + text;
    };
  }

  private static String call(TranscriptEntry entry, String text) {
    TranscriptEntry.Tool tool = entry.tool();
    if (tool != null && tool.name() != null) {
      return "- **" + PlainText.line(tool.name()) + "** `" + line(text) + "`";
    }
    boolean failed = tool != null && tool.failed();
    return failed ? "  - failed:\n\n" + code(text) : "";
  }

  private static String line(String text) {
    return PlainText.line(text).replace('`', '\'');
  }

  /** Indented, for no text can end that. */
  private static String code(String text) {
    StringBuilder code = new StringBuilder();
    text.lines()
        .limit(LINES_OF_A_TOOL)
        .forEach(line -> code.append("        ").append(line).append('\n'));
    return code.toString().stripTrailing();
  }

  private static String quoted(String text) {
    return "> " + text.replace("\n", "\n> ");
  }

  private static String label(TranscriptEntry entry) {
    return "**" + words(entry) + "**\n\n";
  }

  private static String words(TranscriptEntry entry) {
    return entry.kind().replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
