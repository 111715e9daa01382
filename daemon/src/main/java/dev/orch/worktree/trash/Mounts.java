package dev.orch.worktree.trash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where file systems are mounted, as the kernel lists it in proc_pid_mountinfo(5). */
final class Mounts {
  private static final Path LIST = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private Mounts() {}

  /** None where there is no such list. */
  static List<Path> read() throws IOException {
    List<Path> mounts = new ArrayList<>();
    if (!Files.isReadable(LIST)) {
      return mounts;
    }
    String list = new String(Files.readAllBytes(LIST), StandardCharsets.UTF_8);
    for (String line : list.split("\n", -1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length > MOUNT_POINT) {
        add(mounts, fields[MOUNT_POINT]);
      }
    }
    return mounts;
  }

  private static void add(List<Path> mounts, String escaped) {
    String path =
        OCTAL
            .matcher(escaped)
            .replaceAll(octal ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
    try {
      mounts.add(Path.of(path));
    } catch (InvalidPathException _) {
      // Not below anything of ours, whose names are text.
    }
  }
}
