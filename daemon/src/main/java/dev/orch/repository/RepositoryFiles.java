package dev.orch.repository;

import dev.orch.repository.FilePattern.Component;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the files of a checkout that an adapter names. A link is followed as long as it leads to a
 * regular file of the same checkout; what lies outside, in a {@code .git} folder or in a nested
 * repository is not there for it. Nothing in a file is expanded. Any thread may call it.
 */
public final class RepositoryFiles {
  private static final int LONGEST_TEXT = 256 * 1024;
  private static final long LARGEST = 16L * 1024 * 1024;
  private static final int MOST_FILES = 2000;
  private static final int DEEPEST = 16;

  /**
   * The files that match, each once, sorted by path.
   *
   * @param patterns paths below the checkout; {@code *} stands for any characters of one component,
   *     {@code **} for any number of folders
   * @return without files of more than 16 MiB and those that cannot be read; {@link #present} names
   *     those too. At most 2000
   * @throws IllegalArgumentException if a pattern is absolute or has a component {@code ..}
   */
  public List<RepositoryFile> read(Path checkout, List<String> patterns) {
    List<RepositoryFile> files = new ArrayList<>();
    find(checkout, patterns).forEach((path, file) -> read(path, file).ifPresent(files::add));
    return files;
  }

  /** The paths of the files that match, sorted, whether they can be read or not; at most 2000. */
  public List<String> present(Path checkout, List<String> patterns) {
    return List.copyOf(find(checkout, patterns).keySet());
  }

  private static SortedMap<String, Path> find(Path checkout, List<String> patterns) {
    List<FilePattern> parsed = patterns.stream().map(FilePattern::of).toList();
    try {
      Search search = new Search(checkout.toRealPath());
      for (FilePattern pattern : parsed) {
        search.in(search.root, "", pattern);
      }
      return search.found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<RepositoryFile> read(String path, Path file) {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] beginning = in.readNBytes(LONGEST_TEXT);
      digest.update(beginning);
      long size = beginning.length;
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
        if (size > LARGEST) {
          return Optional.empty();
        }
      }
      boolean whole = size == beginning.length;
      return Optional.of(
          new RepositoryFile(
              path, text(beginning, whole), HexFormat.of().formatHex(digest.digest()), whole));
    } catch (IOException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a character that the cut went through nothing is left. */
  private static String text(byte[] bytes, boolean whole) {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    decoder.decode(ByteBuffer.wrap(bytes), text, whole);
    return text.flip().toString();
  }

  /** One look through a checkout; folders are entered once, however many links lead to them. */
  private static final class Search {
    private final Path root;
    private final SortedMap<String, Path> found = new TreeMap<>();

    Search(Path root) {
      this.root = root;
    }

    void in(Path folder, String prefix, FilePattern pattern) {
      walk(folder, prefix, pattern, new HashSet<>());
    }

    private void walk(Path folder, String prefix, FilePattern pattern, Set<Path> entered) {
      switch (pattern.first()) {
        case Component.Name(String name) -> step(folder, prefix, name, pattern, entered);
        case Component.Glob(Pattern glob) ->
            names(folder).stream()
                .filter(name -> glob.matcher(name).matches())
                .forEach(name -> step(folder, prefix, name, pattern, entered));
        case Component.AnyDepth _ -> {
          if (!pattern.isLast()) {
            walk(folder, prefix, pattern.rest(), entered);
          }
          for (String name : names(folder)) {
            Optional<Path> child = inside(folder, name);
            if (child.isEmpty()) {
              continue;
            }
            if (Files.isDirectory(child.get())) {
              deeper(child.get(), prefix + name + "/", pattern, entered);
            } else if (pattern.isLast()) {
              add(prefix + name, child.get());
            }
          }
        }
      }
    }

    private void deeper(Path folder, String prefix, FilePattern pattern, Set<Path> entered) {
      boolean nested = Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
      if (!nested && entered.size() < DEEPEST && entered.add(folder)) {
        walk(folder, prefix, pattern, entered);
        entered.remove(folder);
      }
    }

    private void step(
        Path folder, String prefix, String name, FilePattern pattern, Set<Path> entered) {
      Optional<Path> child = inside(folder, name);
      if (child.isEmpty()) {
        return;
      }
      if (pattern.isLast()) {
        add(prefix + name, child.get());
      } else if (Files.isDirectory(child.get())) {
        walk(child.get(), prefix + name + "/", pattern.rest(), entered);
      }
    }

    private void add(String path, Path file) {
      if (found.size() < MOST_FILES && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        found.put(path, file);
      }
    }

    /** Where a name really leads, if that is in the checkout and in no {@code .git} folder. */
    private Optional<Path> inside(Path folder, String name) {
      try {
        Path child = folder.resolve(name);
        Path real = Files.isSymbolicLink(child) ? child.toRealPath() : child;
        return isAllowed(real) ? Optional.of(real) : Optional.empty();
      } catch (IOException | InvalidPathException _) {
        return Optional.empty();
      }
    }

    private boolean isAllowed(Path real) {
      if (!real.startsWith(root) || real.equals(root)) {
        return false;
      }
      for (Path component : root.relativize(real)) {
        if (component.toString().equalsIgnoreCase(".git")) {
          return false;
        }
      }
      return true;
    }

    private static List<String> names(Path folder) {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          names.add(entry.getFileName().toString());
        }
      } catch (IOException | DirectoryIteratorException _) {
        return List.of();
      }
      return names;
    }
  }
}
