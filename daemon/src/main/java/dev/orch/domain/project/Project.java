package dev.orch.domain.project;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered repository.
 *
 * @param path the top level of the checkout that was registered, canonical; of a bare repository
 *     the common git directory
 * @param commonGitDir canonical; two projects never share one
 * @param defaultBranch what sessions start from unless they name another base
 * @param defaultScope the folder below the top level that was registered, relative
 */
public record Project(
    ProjectId id,
    Slug slug,
    String name,
    Path path,
    Path commonGitDir,
    @Nullable String defaultBranch,
    @Nullable String defaultScope,
    ProjectSettings settings,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether its repository was registered without a checkout. */
  public boolean isBare() {
    return path.equals(commonGitDir);
  }

  /** What a person does who finds that its repository is not where it was. */
  public String wayBack() {
    return "bring it back; or say where it is: orch projects move %1$s PATH; or, if it is gone for good: orch projects remove %1$s"
        .formatted(slug);
  }

  /** The same project elsewhere. */
  public Project movedTo(Path newPath, Path newCommonGitDir, Instant at) {
    return new Project(
        id,
        slug,
        name,
        newPath,
        newCommonGitDir,
        defaultBranch,
        defaultScope,
        settings,
        createdAt,
        at);
  }

  /** The same project with what may be changed of it. */
  public Project with(
      String newName, @Nullable String newDefaultBranch, ProjectSettings newSettings, Instant at) {
    return new Project(
        id,
        slug,
        newName,
        path,
        commonGitDir,
        newDefaultBranch,
        defaultScope,
        newSettings,
        createdAt,
        at);
  }
}
