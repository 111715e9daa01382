package dev.orch.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a submodule in a worktree and its repository, in what git has of that worktree, find each
 * other: a {@code .git} file there, {@code core.worktree} here, both relative. Git turns neither
 * when one of the two is elsewhere, nor when the worktree was made again under another name.
 */
public final class SubmodulePointers {
  private static final String GIT_FILE = ".git";
  private static final String POINTER = "gitdir: ";
  private static final String MODULES = "modules";

  /** Of {@code <worktrees>/<name>/modules/<submodule>}. */
  private static final String WORKTREES = "worktrees";

  private static final int MODULES_BELOW = 2;
  private static final long LONGEST_POINTER = 8192;
  private static final Pattern KEY = Pattern.compile("(?i)\\s*worktree\\s*=.*");

  private SubmodulePointers() {}

  /**
   * Turns those of all submodules in the worktree, however deep. Called again it goes on; does
   * nothing if git has none.
   *
   * @param own what git has of the worktree now
   * @throws UncheckedIOException if a file cannot be read or written; the others may be turned
   */
  public static void turnAll(Path worktree, Path own) {
    if (!Files.isDirectory(own.resolve(MODULES), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    ReadableFiles.visit(worktree, new Turning(worktree, own));
  }

  /**
   * Makes the submodule and its repository name each other, wherever they did before. Does nothing
   * if they do, if what git has of this worktree holds no such repository, or if that belongs to
   * another folder, of which this one is a copy.
   *
   * @param submodule its folder
   * @param own what git has of the worktree now
   * @throws UncheckedIOException if a file cannot be read or written; to be called again
   */
  public static void turn(Path submodule, Path own) {
    Path file = submodule.resolve(GIT_FILE);
    try {
      Optional<Path> repository = repository(file, own);
      if (repository.isPresent() && !belongsToAnother(repository.get(), submodule, own)) {
        Path now = repository.get();
        replace(file, latin(POINTER + submodule.relativize(now) + "\n"));
        for (String config : List.of("config", "config.worktree")) {
          pointBack(now.resolve(config), now.relativize(submodule));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static boolean belongsToAnother(Path repository, Path submodule, Path own)
      throws IOException {
    for (String config : List.of("config", "config.worktree")) {
      for (String value : worktrees(repository.resolve(config))) {
        Path other = repository.resolve(value).normalize();
        if (!other.equals(submodule)
            && repository(other.resolve(GIT_FILE), own).filter(repository::equals).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  /** What a configuration says that the files of its repository are in; one or none. */
  private static List<String> worktrees(Path config) throws IOException {
    if (!isFile(config)) {
      return List.of();
    }
    return decoded(read(config))
        .lines()
        .filter(line -> KEY.matcher(line).matches())
        .map(line -> line.substring(line.indexOf('=') + 1).strip())
        .map(SubmodulePointers::unescaped)
        .filter(value -> value.indexOf('\0') < 0)
        .toList();
  }

  /** What {@link #value} has written. */
  private static String unescaped(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    return inner
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\\"", "\"")
        .replace("\\\\", "\\");
  }

  /** That of the file's submodule, below what git has of the worktree now. */
  private static Optional<Path> repository(Path file, Path own) throws IOException {
    if (!isFile(file) || Files.size(file) > LONGEST_POINTER) {
      return Optional.empty();
    }
    String text = decoded(read(file)).strip();
    if (!text.startsWith(POINTER)) {
      return Optional.empty();
    }
    try {
      Path named = file.resolveSibling(text.substring(POINTER.length())).normalize();
      return below(named, own);
    } catch (InvalidPathException _) {
      // It names nothing that this machine could have.
      return Optional.empty();
    }
  }

  private static Optional<Path> below(Path named, Path own) {
    int names = named.getNameCount();
    for (int i = 0; i + MODULES_BELOW + 1 < names; i++) {
      boolean fits =
          named.getName(i).toString().equals(WORKTREES)
              && named.getName(i + MODULES_BELOW).toString().startsWith(MODULES);
      if (fits) {
        Path now = own.resolve(named.subpath(i + MODULES_BELOW, names));
        if (isFile(now.resolve("HEAD"))) {
          return Optional.of(now);
        }
      }
    }
    return Optional.empty();
  }

  /** Only where its configuration says where its files are. */
  private static void pointBack(Path config, Path submodule) throws IOException {
    if (!isFile(config)) {
      return;
    }
    String line = latin("\tworktree = " + value(submodule.toString()));
    List<String> lines = new ArrayList<>();
    boolean isInCore = false;
    for (String old : read(config).split("\n", -1)) {
      if (old.strip().startsWith("[")) {
        isInCore = old.strip().equalsIgnoreCase("[core]");
      }
      lines.add(isInCore && KEY.matcher(old).matches() ? line : old);
    }
    replace(config, String.join("\n", lines));
  }

  /** As git writes it. */
  private static String value(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    boolean plain = text.equals(text.strip()) && text.indexOf(';') < 0 && text.indexOf('#') < 0;
    return plain ? escaped : '"' + escaped + '"';
  }

  private static void replace(Path file, String latin) throws IOException {
    if (latin.equals(read(file))) {
      return;
    }
    Path written = Files.createTempFile(file.getParent(), ".orch", ".new");
    try {
      Files.writeString(written, latin, StandardCharsets.ISO_8859_1);
      Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(file));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** One character for each octet, so that what is not text stays as it is. */
  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String decoded(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private record Turning(Path worktree, Path own) implements ReadableFiles.Taking {
    @Override
    public boolean enters(Path folder, BasicFileAttributes attributes) {
      return !folder.endsWith(GIT_FILE);
    }

    @Override
    public void take(Path file, BasicFileAttributes attributes) {
      Path folder = file.getParent();
      if (file.endsWith(GIT_FILE) && folder != null && !folder.equals(worktree)) {
        turn(folder, own);
      }
    }
  }
}
