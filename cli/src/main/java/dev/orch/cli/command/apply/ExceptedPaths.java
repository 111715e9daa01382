package dev.orch.cli.command.apply;

import dev.orch.api.ApiPath;
import dev.orch.api.apply.ApplyPreview;
import dev.orch.api.project.ProjectView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.CommandContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a session's change is not to come, by the names that the daemon has: from the top of the
 * checkout. A person may name it from the current folder, as git takes paths, from the top as the
 * preview does, or by where it is in the checkout or in the session's worktree.
 */
final class ExceptedPaths {
  private final CommandContext context;
  private final String id;
  private @Nullable ApplyPreview whole;

  ExceptedPaths(CommandContext context, String id) {
    this.context = context;
    this.id = id;
  }

  /** The daemon's names, in the same order. What is in neither of both is left as it was typed. */
  List<String> named(List<String> typed) {
    if (typed.isEmpty()) {
      return typed;
    }
    SessionView session = context.daemon().get(ApiPath.SESSION.with(id)).as(SessionView.class);
    ProjectView project =
        context.daemon().get(ApiPath.PROJECT.with(session.projectSlug())).as(ProjectView.class);
    // The worktree may lie in the checkout.
    List<Path> tops =
        Stream.of(Optional.ofNullable(session.worktreePath()), Optional.of(project.path()))
            .flatMap(Optional::stream)
            .map(Path::of)
            .toList();
    return typed.stream().map(path -> named(path, tops)).toList();
  }

  private String named(String typed, List<Path> tops) {
    try {
      Path path = Path.of(typed);
      String plain = path.normalize().toString();
      return fromTop(context.surroundings().folder().resolve(path).normalize(), tops)
          .map(seen -> isMeantFromTop(typed, plain, seen) ? plain : seen)
          .orElse(plain.isEmpty() ? typed : plain);
    } catch (InvalidPathException _) {
      return typed;
    }
  }

  private static Optional<String> fromTop(Path path, List<Path> tops) {
    return tops.stream()
        .filter(top -> path.startsWith(top) && !path.equals(top))
        .map(top -> top.relativize(path).toString())
        .findFirst();
  }

  /** In a folder below the top, where nothing is changed that has the name from there. */
  private boolean isMeantFromTop(String typed, String plain, String seen) {
    if (plain.equals(seen) || plain.startsWith("/") || !typed.startsWith(plain)) {
      return false;
    }
    ApplyPreview all = whole();
    return !names(all, seen) && names(all, plain);
  }

  /** With nothing excepted, asked for once: it is dear. */
  private ApplyPreview whole() {
    ApplyPreview known = whole;
    if (known == null) {
      known = context.daemon().get(ApiPath.APPLY.with(id)).as(ApplyPreview.class);
      whole = known;
    }
    return known;
  }

  private static boolean names(ApplyPreview preview, String path) {
    return Stream.of(
            preview.files().stream().map(ApplyPreview.File::path),
            preview.conflicts().stream().map(ApplyPreview.Obstacle::path),
            preview.leftOut().stream().map(ApplyPreview.Obstacle::path))
        .flatMap(paths -> paths)
        .anyMatch(one -> one.equals(path) || one.startsWith(path + "/"));
  }
}
