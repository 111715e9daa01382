package dev.orch.worktree.checkout;

import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a session has to take home.
 *
 * @param base the commit that it began at, in full
 * @param except what is not to come, as paths are {@linkplain RawPath#shown shown}: files, and
 *     folders with all that is in them
 */
public record SessionChange(SessionId session, String base, Source source, Set<String> except) {

  /** Keeps its own copy. */
  public SessionChange {
    except = Set.copyOf(except);
  }

  /** Whether that is not to come. */
  public boolean leavesOut(RawPath path) {
    return except.stream().anyMatch(name -> isAt(path, name));
  }

  /** Whether a path is the one of that name, or below it. */
  public static boolean isAt(RawPath path, String name) {
    String shown = path.shown();
    return shown.equals(name) || shown.startsWith(name.endsWith("/") ? name : name + "/");
  }

  /** Where its work is. */
  public sealed interface Source {
    /** In its worktree, committed or not. */
    record Worktree(Path path) implements Source {}

    /**
     * In a tree that holds it whole: what was preserved when the worktree was given up.
     *
     * @param tree any name that git knows it by, such as {@link
     *     dev.orch.worktree.Preserved#snapshot}
     */
    record Preserved(String tree) implements Source {}
  }
}
