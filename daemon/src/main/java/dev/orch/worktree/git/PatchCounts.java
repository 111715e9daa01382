package dev.orch.worktree.git;

import dev.orch.worktree.Patch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sums of {@code git diff --numstat -z}; binary files count no lines. */
record PatchCounts(int files, int added, int removed) {
  private static final Pattern RECORD = Pattern.compile("(\\d+|-)\t(\\d+|-)\t(.*)", Pattern.DOTALL);

  static PatchCounts read(Path numstat) throws IOException {
    int files = 0;
    int added = 0;
    int removed = 0;
    String[] fields = Files.readString(numstat, StandardCharsets.ISO_8859_1).split("\0", -1);
    for (int i = 0; i < fields.length; i++) {
      Matcher record = RECORD.matcher(fields[i]);
      if (record.matches()) {
        files++;
        added += count(record.group(1));
        removed += count(record.group(2));
        if (record.group(3).isEmpty()) {
          // A rename: the old and the new path are fields of their own.
          i += 2;
        }
      }
    }
    return new PatchCounts(files, added, removed);
  }

  Patch of(Path file) {
    return new Patch(file, files, added, removed);
  }

  private static int count(String field) {
    return field.equals("-") ? 0 : Integer.parseInt(field);
  }
}
