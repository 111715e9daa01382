package dev.orch.doctor.worktree;

import dev.orch.doctor.Check;
import dev.orch.doctor.Finding;
import dev.orch.doctor.KnownProjects;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.worktree.Worktrees;
import java.nio.file.Files;
import java.util.List;

/** Whether {@code git status} of each project passes over our folder there. */
public record ExcludeLines(KnownProjects projects, Worktrees worktrees, RuntimeFolder runtime)
    implements Check {
  @Override
  public List<Finding> look() {
    return projects.there().stream()
        .filter(this::hasOurFolder)
        .filter(known -> !worktrees.isRuntimeFolderExcluded(known.repository(), runtime))
        .map(this::finding)
        .toList();
  }

  private boolean hasOurFolder(KnownProjects.Known known) {
    return known
        .repository()
        .checkout()
        .filter(checkout -> Files.isDirectory(checkout.resolve(runtime.name())))
        .isPresent();
  }

  private Finding finding(KnownProjects.Known known) {
    return new Finding(
        Finding.Code.EXCLUDE_LINE_MISSING,
        "git add would take up %s of %s".formatted(runtime.name(), known.project().slug()),
        known.repository().commonGitDir().resolve("info/exclude").toString(),
        "add the line /%s/ to the file".formatted(runtime.name()),
        () -> worktrees.takeRuntimeFolder(known.repository(), runtime));
  }
}
