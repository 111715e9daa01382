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
    Path file = file(repository);
    Path folder = file.getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      String before = content(file);
      if (isIn(before, name)) {
        return;
      }
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.write(
          file,
          (gap + line(name) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + file, e);
    }
  }

  /** Whether {@link #add} would write nothing. */
  static boolean holds(Repository repository, String name) {
    Path file = file(repository);
    try {
      return isIn(content(file), name);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + file, e);
    }
  }

  private static Path file(Repository repository) {
    return repository.commonGitDir().resolve("info").resolve("exclude");
  }

  /** Other people's lines may be in any encoding: ISO 8859-1 keeps every byte apart. */
  private static String content(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  private static boolean isIn(String content, String name) {
    byte[] wanted = line(name).getBytes(StandardCharsets.UTF_8);
    return content.lines().anyMatch(new String(wanted, StandardCharsets.ISO_8859_1)::equals);
  }

  private static String line(String name) {
    if (name.isBlank() || name.contains("/") || name.contains("\n")) {
      throw new IllegalArgumentException("not the name of one folder: " + name);
    }
    return "/" + SPECIAL.matcher(name).replaceAll("\\\\$0") + "/";
  }
}
