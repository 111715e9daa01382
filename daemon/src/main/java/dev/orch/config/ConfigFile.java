package dev.orch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads {@code config.toml}: keys with dots between them, values as text. */
final class ConfigFile {
  private ConfigFile() {}

  /**
   * What the file sets; nothing if it is not there.
   *
   * @throws BadSettingException if it is not TOML
   */
  static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      TomlParseResult parsed = Toml.parse(file);
      if (parsed.hasErrors()) {
        throw new BadSettingException("%s: %s".formatted(file, parsed.errors().getFirst()));
      }
      return flat(parsed);
    } catch (IOException e) {
      throw new BadSettingException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static Map<String, String> flat(TomlTable table) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<List<String>, Object> entry : table.entryPathSet(false)) {
      values.put(String.join(".", entry.getKey()), text(entry.getValue()));
    }
    return values;
  }

  private static String text(Object value) {
    return value instanceof TomlArray array
        ? String.join(",", array.toList().stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }
}
