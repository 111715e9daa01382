package dev.orch.worktree.git;

import dev.orch.worktree.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a git command works, and what it is told of that beyond its arguments.
 *
 * @param options go before the command's name
 * @param environment added to the scrubbed one
 */
public record GitPlace(Path folder, List<String> options, Map<String, String> environment) {

  /** Finds the repository from the folder upwards, however far. */
  public static GitPlace anywhereAbove(Path folder) {
    return new GitPlace(folder, List.of(), Map.of());
  }

  /** The folder must itself be the top of a checkout. */
  public static GitPlace checkout(Path topLevel) {
    return new GitPlace(topLevel, List.of(), Map.of()).below(topLevel).asItsFilesAre();
  }

  /** The checkout that was named; the repository itself where it is bare. */
  public static GitPlace of(Repository repository) {
    return repository.checkout().map(GitPlace::checkout).orElseGet(() -> repository(repository));
  }

  /** The repository without any working tree. */
  public static GitPlace repository(Repository repository) {
    Path common = repository.commonGitDir();
    return new GitPlace(common, List.of("--git-dir=" + common), Map.of()).below(common);
  }

  /**
   * A worktree, both ends named: git searches nothing, so that neither a lost {@code .git} file nor
   * a planted {@code core.worktree} leads it to another folder.
   */
  public static GitPlace worktree(AdminFolder admin, Path worktree) {
    return new GitPlace(
            worktree, List.of("--git-dir=" + admin.path(), "--work-tree=" + worktree), Map.of())
        .below(worktree)
        .asItsFilesAre();
  }

  /** The same with a variable of the environment. */
  public GitPlace with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new GitPlace(folder, options, Map.copyOf(more));
  }

  /** The same with a setting that holds for this place only. */
  public GitPlace configured(String key, String value) {
    List<String> more = new ArrayList<>(options);
    more.add("-c");
    more.add(key + "=" + value);
    return new GitPlace(folder, List.copyOf(more), environment);
  }

  /**
   * Where {@code Foo} is another file than {@code foo}, git is told so: a repository whose settings
   * say that it is not, made on another file system or by an agent, hides one of them.
   */
  private GitPlace asItsFilesAre() {
    Path git = folder.resolve(".git");
    Path other = folder.resolve(".GIT");
    try {
      boolean apart =
          Files.exists(git, LinkOption.NOFOLLOW_LINKS)
              && !(Files.exists(other, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(git, other));
      return apart ? configured("core.ignoreCase", "false") : this;
    } catch (IOException _) {
      return this;
    }
  }

  private GitPlace below(Path path) {
    Path parent = path.getParent();
    return parent == null ? this : with("GIT_CEILING_DIRECTORIES", parent.toString());
  }
}
