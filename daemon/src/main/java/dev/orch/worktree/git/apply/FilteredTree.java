package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.PathState;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.lfs.LargeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some files of a tree as git would check them out in the project: with its line endings, its
 * filters, its links, by the attributes that the tree itself brings.
 */
final class FilteredTree {
  private final Git git;
  private final GitPlace place;
  private final Path scratch;
  private final FolderFiles files;

  private FilteredTree(Git git, GitPlace place, Path scratch, FolderFiles files) {
    this.git = git;
    this.place = place;
    this.scratch = scratch;
    this.files = files;
  }

  /**
   * Reads the tree's list of files.
   *
   * @param project where git finds the objects and the project's settings
   * @param scratch a folder of its own
   */
  static FilteredTree of(Git git, GitPlace project, String tree, Path scratch) throws IOException {
    String gitDir = git.require(GitCall.at(project, "rev-parse", "--absolute-git-dir")).value();
    Path top = Files.createDirectories(scratch.resolve("files"));
    GitPlace place =
        new GitPlace(
                top, List.of("--git-dir=" + gitDir, "--work-tree=" + top), project.environment())
            .with("GIT_INDEX_FILE", scratch.resolve("index").toString())
            .configured("core.sparseCheckout", "false");
    git.require(GitCall.at(place, "read-tree", tree).takingLong());
    return new FilteredTree(git, place, scratch, new FolderFiles(top, BlobIds.like(tree)));
  }

  /** Those of the paths that the tree has, as they are in the repository: no filter is run. */
  Map<RawPath, PathState> listRaw(Collection<RawPath> paths) throws IOException {
    Map<RawPath, PathState> found = new HashMap<>();
    if (!paths.isEmpty()) {
      Path listed = scratch.resolve("listed");
      git.require(GitCall.at(place, "ls-files", "--stage", "-z").writing(listed).takingLong());
      Set<RawPath> wanted = new HashSet<>(paths);
      for (String field : fields(listed)) {
        int tab = field.indexOf('\t');
        RawPath path = new RawPath(field.substring(tab + 1));
        if (wanted.contains(path)) {
          String[] words = field.substring(0, tab).split(" ", -1);
          found.put(path, rawState(words[0], words[1]));
        }
      }
    }
    return found;
  }

  /** What git calls so, as it is in the repository. */
  static PathState rawState(String mode, String id) {
    return switch (mode) {
      case "120000" -> new PathState.Link(id);
      case "100755" -> new PathState.File(0755, id);
      case "160000" -> new PathState.Folder(0755);
      default -> new PathState.File(0644, id);
    };
  }

  /** Writes the files out; each is in the tree. */
  FolderFiles checkOut(Collection<RawPath> paths) throws IOException {
    if (!paths.isEmpty() && !git.run(checkingOut(paths)).ok()) {
      // The content of one file of Git LFS may be missing: the others have theirs.
      for (RawPath path : paths) {
        LargeFiles.checkOut(git, checkingOut(List.of(path)));
      }
    }
    return files;
  }

  private GitCall checkingOut(Collection<RawPath> paths) throws IOException {
    return GitCall.at(place, "checkout-index", "--force", "--quiet", "-z", "--stdin")
        .reading(list(paths))
        .takingLong();
  }

  /** The value of an attribute at each path that has one. */
  Map<RawPath, String> attribute(String name, Collection<RawPath> paths) throws IOException {
    Map<RawPath, String> values = new HashMap<>();
    if (!paths.isEmpty()) {
      Path told = scratch.resolve("attributes");
      git.require(
          GitCall.at(place, "check-attr", "--cached", "-z", "--stdin", name)
              .reading(list(paths))
              .writing(told)
              .takingLong());
      List<String> fields = fields(told);
      for (int i = 0; i + 2 < fields.size(); i += 3) {
        values.put(new RawPath(fields.get(i)), fields.get(i + 2));
      }
    }
    return values;
  }

  private Path list(Collection<RawPath> paths) throws IOException {
    String all = paths.stream().map(path -> path.latin() + "\0").collect(Collectors.joining());
    return Files.writeString(scratch.resolve("paths"), all, StandardCharsets.ISO_8859_1);
  }

  /** The fields of a NUL-separated file, each byte a character. */
  static List<String> fields(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> fields = new ArrayList<>(List.of(text.split("\0", -1)));
    fields.removeLast();
    return fields;
  }
}
