package dev.orch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code NAME=value} lines. Quotes around a value are taken away, a {@code #} behind a space
 * begins a comment, nothing is expanded. Lines of another form are passed over: the file may hold
 * what belongs to other programs.
 */
final class DotEnvFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*?)\\1\\s*(?:#.*)?");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");

  private DotEnvFile() {}

  /** What the file sets; nothing if it is not there. */
  static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new BadSettingException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static Map<String, String> parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      Matcher form = LINE.matcher(line);
      if (form.matches()) {
        values.put(form.group(1), value(form.group(2)));
      }
    }
    return values;
  }

  private static String value(String text) {
    Matcher quoted = QUOTED.matcher(text);
    return quoted.matches() ? quoted.group(2) : COMMENT.matcher(text).replaceFirst("");
  }
}
