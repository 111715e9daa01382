package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.FileTree;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a worktree: its index, and its files with every byte as it is. Nothing of it changes. */
final class Capture {
  private static final int PERMISSIONS = 0777;
  private static final int OWNER_MAY_RUN = 0100;
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int FOLDER = 0040000;

  private final Git git;
  private final GitPlace place;
  private final Path worktree;
  private final Map<String, Boolean> folders = new HashMap<>();

  private Capture(Git git, GitPlace place, Path worktree) {
    this.git = git;
    this.place = place;
    this.worktree = worktree;
  }

  /**
   * What was read.
   *
   * @param files the tree of the files as they lie there
   * @param permissions of each file that is no link, one to a NUL-terminated line
   */
  record Content(List<IndexEntry> index, String files, String permissions) {

    /** Whether git would tell the same of both. */
    boolean isLike(Content other) {
      return files.equals(other.files)
          && permissions.equals(other.permissions)
          && bare().equals(other.bare());
    }

    private List<IndexEntry> bare() {
      return index.stream().map(IndexEntry::content).toList();
    }
  }

  private record Found(RawPath path, int mode) {
    boolean is(int kind) {
      return (mode & KIND) == kind;
    }

    String permissions() {
      return "%o\t%s\0".formatted(mode & PERMISSIONS, path.latin());
    }

    TreeEntry entry(String object) {
      String kind = is(LINK) ? "120000" : (mode & OWNER_MAY_RUN) == 0 ? "100644" : "100755";
      return new TreeEntry(kind, object, path);
    }
  }

  /**
   * Reads everything.
   *
   * @param objects takes up the content of the files
   * @throws WorktreeFailedException if a file cannot be read, or is neither file nor link
   */
  static Content of(Git git, AdminFolder admin, Path worktree, ObjectWriter objects) {
    GitPlace place =
        GitPlace.worktree(admin, worktree)
            .configured("core.fsync", "all")
            .configured("core.symlinks", "true");
    return new Capture(git, place, worktree).read(objects);
  }

  private static Stream<String> fields(Git git, GitPlace place, String... arguments) {
    return git.require(GitCall.at(place, arguments).raw().takingLong()).fields().stream();
  }

  private Content read(ObjectWriter objects) {
    List<IndexEntry> index = IndexListing.readSettled(git, place);
    Map<String, String> gitlinks = new HashMap<>();
    Set<String> paths = new LinkedHashSet<>();
    for (IndexEntry entry : index) {
      if (entry.isGitlink()) {
        gitlinks.put(entry.path().latin(), entry.object());
      }
      paths.add(entry.path().latin());
    }
    fields(git, place, "ls-files", "--others", "--exclude-standard", "-z")
        .filter(path -> !path.endsWith("/"))
        .forEach(paths::add);
    List<Found> files = new ArrayList<>();
    List<Found> links = new ArrayList<>();
    List<TreeEntry> tree = new ArrayList<>();
    for (String latin : paths) {
      Optional<Found> found = find(new RawPath(latin));
      String gitlink = gitlinks.get(latin);
      if (found.isEmpty()) {
        continue;
      }
      if (gitlink != null && found.get().is(FOLDER)) {
        tree.add(new TreeEntry(IndexEntry.GITLINK, gitlink, found.get().path()));
      } else if (found.get().is(REGULAR)) {
        files.add(found.get());
      } else if (found.get().is(LINK)) {
        links.add(found.get());
      } else if (!found.get().is(FOLDER)) {
        throw new WorktreeFailedException(
            "%s in %s is neither a file nor a link: remove it".formatted(latin, worktree));
      }
    }
    tree.addAll(contentOf(files));
    tree.addAll(targetsOf(links, objects.scratch()));
    String permissions =
        files.stream().map(Found::permissions).sorted().collect(Collectors.joining());
    String all = objects.tree(tree);
    requireAll(Stream.concat(files.stream(), links.stream()), objects.entries(all));
    return new Content(index, all, permissions);
  }

  /** Git passes over a link called {@code .gitmodules} for example, and says that all went well. */
  private void requireAll(Stream<Found> found, List<TreeEntry> taken) {
    Set<RawPath> paths = taken.stream().map(TreeEntry::path).collect(Collectors.toSet());
    found
        .filter(file -> !paths.contains(file.path()))
        .findFirst()
        .ifPresent(file -> {
          throw new WorktreeFailedException(
              "git takes up nothing of the name %s, which is in %s: rename or remove it"
                  .formatted(file.path(), worktree));
        });
  }

  /** What lies there; nothing if a folder on the way is none, or leads elsewhere. */
  private Optional<Found> find(RawPath path) {
    if (!isInFolders(path.latin())) {
      return Optional.empty();
    }
    try {
      Map<String, Object> stat =
          Files.readAttributes(path.in(worktree), "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Found(path, (int) Objects.requireNonNull(stat.get("mode"))));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read %s in %s".formatted(path, worktree), e);
    }
  }

  private boolean isInFolders(String latin) {
    int slash = latin.lastIndexOf('/');
    if (slash < 0) {
      return true;
    }
    String folder = latin.substring(0, slash);
    Boolean known = folders.get(folder);
    if (known == null) {
      known =
          isInFolders(folder)
              && Files.isDirectory(new RawPath(folder).in(worktree), LinkOption.NOFOLLOW_LINKS);
      folders.put(folder, known);
    }
    return known;
  }

  private List<TreeEntry> contentOf(List<Found> files) {
    String names =
        files.stream().map(file -> quoted(file.path()) + "\n").collect(Collectors.joining());
    List<String> objects =
        git.require(
                GitCall.at(place, "hash-object", "-w", "--no-filters", "--stdin-paths")
                    .saying(names)
                    .raw()
                    .takingLong())
            .value()
            .lines()
            .toList();
    List<TreeEntry> entries = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      entries.add(files.get(i).entry(objects.get(i)));
    }
    return entries;
  }

  /** Git alone reads and writes where a link leads byte for byte. */
  private List<TreeEntry> targetsOf(List<Found> links, Path scratch) {
    if (links.isEmpty()) {
      return List.of();
    }
    Path index = scratch.resolve("links.index");
    FileTree.delete(index);
    GitPlace with = place.with("GIT_INDEX_FILE", index.toString());
    String names =
        links.stream().map(link -> link.path().latin() + "\0").collect(Collectors.joining());
    git.require(
        GitCall.at(with, "update-index", "--add", "-z", "--stdin")
            .saying(names)
            .raw()
            .takingLong());
    return IndexListing.read(git, with).stream()
        .map(entry -> new TreeEntry(entry.mode(), entry.object(), entry.path()))
        .toList();
  }

  /** As git reads it where a line feed would end it. */
  private static String quoted(RawPath path) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < path.latin().length(); i++) {
      char c = path.latin().charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c >= 0x7f) {
        quoted.append('\\').append("%03o".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
