package dev.orch.doctor.worktree;

import dev.orch.doctor.Check;
import dev.orch.doctor.Finding;
import dev.orch.doctor.KnownProjects;
import dev.orch.worktree.RemoteMirror;
import dev.orch.worktree.Worktrees;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a plain git command in a project would remove or publish what is kept of its sessions.
 */
public record MirroredRefs(KnownProjects projects, Worktrees worktrees) implements Check {
  @Override
  public List<Finding> look() {
    return projects.there().stream()
        .flatMap(known ->
            worktrees.listMirrors(known.repository()).stream()
                .map(mirror -> finding(known, mirror)))
        .toList();
  }

  private static Finding finding(KnownProjects.Known known, RemoteMirror mirror) {
    Path config = known.repository().commonGitDir().resolve("config");
    String remedy = mirror.remedy(known.repository());
    return switch (mirror.effect()) {
      case REMOVES ->
          Finding.told(
              Finding.Code.MIRROR_FETCHED,
              "git fetch --prune from %s in %s removes what is kept of its sessions, and their branches"
                  .formatted(mirror.remote(), known.project().slug()),
              "%s:%s".formatted(config, mirror.remote()),
              "keep them out of it: " + remedy);
      case PUBLISHES ->
          Finding.told(
              Finding.Code.MIRROR_PUSHED,
              "git push to %s in %s publishes what is kept of its sessions, with files that were never added"
                  .formatted(mirror.remote(), known.project().slug()),
              "%s:%s".formatted(config, mirror.remote()),
              "push branches instead: " + remedy);
    };
  }
}
