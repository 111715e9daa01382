package dev.orch.worktree.git;

import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Keeps our folder out of {@code git status} by {@code info/exclude}, which is nobody's tracked
 * file. Without it {@code git add .} would add the worktrees as embedded repositories.
 */
final class RuntimeExclude {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\*?\\[]");

  private RuntimeExclude() {}

  /** Call it under the repository's lock. */
  static void add(Repository repository, String name) {
    if (name.isBlank() || name.contains("/") || name.contains("\n")) {
      throw new IllegalArgumentException("not the name of one folder: " + name);
    }
    Path folder = repository.commonGitDir().resolve("info");
    Path file = folder.resolve("exclude");
    String line = "/" + SPECIAL.matcher(name).replaceAll("\\\\$0") + "/";
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      // Other people's lines may be in any encoding: ISO 8859-1 keeps every byte apart.
      String before = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
      byte[] wanted = line.getBytes(StandardCharsets.UTF_8);
      if (before.lines().anyMatch(new String(wanted, StandardCharsets.ISO_8859_1)::equals)) {
        return;
      }
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.write(
          file,
          (gap + line + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + file, e);
    }
  }
}
