package dev.orch.dist.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file system of a few megabytes of memory that only a daemon and its children see: they are
 * started in a namespace of their own, which a system may not let a user have.
 */
final class SmallDisk {
  private static final String MOUNT =
      "mount -t tmpfs -o size=\"$2\" none \"$1\" && shift 2 && exec \"$@\"";
  private static final int BLOCK_BYTES = 4096;

  private final Path folder;
  private final List<String> before;
  private long pid;

  /** Where this folder is, once a daemon was started {@linkplain #before by way of it}. */
  SmallDisk(Path folder, String size) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.before =
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            MOUNT,
            "sh",
            folder.toString(),
            size);
  }

  /** What stands before the command of a program that is to see it. */
  List<String> before() {
    return before;
  }

  /** Whether this system lets the user have one. */
  boolean canBeHad() throws InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add("true");
    try {
      return run(command).exit() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** This process sees it. */
  void seenBy(long process) {
    pid = process;
  }

  /** The way of everybody else to what its processes call so. */
  Path at(Path path) {
    return Path.of("/proc/" + pid + "/root" + path);
  }

  /** What a program printed that sees it. */
  String in(Path where, String... command) throws IOException, InterruptedException {
    List<String> whole =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                Long.toString(pid),
                "--user",
                "--mount",
                "--preserve-credentials",
                "sh",
                "-c",
                "cd \"$1\" && shift && exec \"$@\"",
                "sh",
                where.toString()));
    whole.addAll(Arrays.asList(command));
    Ended ended = run(whole);
    if (ended.exit() != 0) {
      throw new AssertionError(whole + ": " + ended.output());
    }
    return ended.output();
  }

  /** Takes all its room but so many bytes. */
  void fill(long leave) throws IOException {
    Path filler = at(folder.resolve("filler"));
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[BLOCK_BYTES];
      while (true) {
        out.write(block);
      }
    } catch (IOException _) {
      try (FileChannel file = FileChannel.open(filler, StandardOpenOption.WRITE)) {
        file.truncate(Math.max(0, file.size() - leave));
      }
    }
  }

  /** Gives back what {@link #fill} has taken. */
  void makeRoom() throws IOException {
    Files.delete(at(folder.resolve("filler")));
  }

  private record Ended(int exit, String output) {}

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
