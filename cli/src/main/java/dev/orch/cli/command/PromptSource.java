package dev.orch.cli.command;

import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a long text may come from.
 *
 * @param folder what relative paths start from
 */
public record PromptSource(InputStream input, Path folder) {

  /** What an option says, if one of the two was given. */
  Optional<String> explicit(@Nullable String text, @Nullable Path file) {
    if (text != null && file != null) {
      throw CliException.misuse("orch send: --prompt and --prompt-file both say the prompt.");
    }
    if (file == null) {
      return Optional.ofNullable(text);
    }
    try {
      String prompt = Files.readString(folder.resolve(file));
      if (prompt.isBlank()) {
        throw CliException.misuse("orch send: %s is empty.".formatted(file));
      }
      if (prompt.indexOf('\0') >= 0) {
        throw notText(file);
      }
      return Optional.of(prompt);
    } catch (NoSuchFileException e) {
      throw CliException.misuse("orch send: there is no file %s.".formatted(file));
    } catch (CharacterCodingException e) {
      throw notText(file);
    } catch (IOException e) {
      if (Files.isDirectory(folder.resolve(file))) {
        throw CliException.misuse("orch send: %s is a folder.".formatted(file));
      }
      throw CliException.misuse("%s cannot be read as text: %s".formatted(file, e.getMessage()));
    }
  }

  private static CliException notText(Path file) {
    return CliException.misuse("orch send: %s is not text in UTF-8.".formatted(file));
  }

  /** All of standard input. */
  String standardInput() {
    try {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CliException.refused("Standard input cannot be read: " + e.getMessage());
    }
  }

  /** The text itself, or standard input for a dash. */
  public String of(String text) {
    return text.equals("-") ? standardInput() : text;
  }
}
