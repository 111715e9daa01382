package dev.orch.doctor.worktree;

import dev.orch.doctor.Check;
import dev.orch.doctor.Finding;
import dev.orch.doctor.KnownProjects;
import dev.orch.doctor.RepairRefusedException;
import dev.orch.domain.operation.AwayFolder;
import dev.orch.domain.operation.MissingWorktree;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Page;
import dev.orch.store.SessionStore;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether the worktrees that were made for sessions are still there, and still joined to their
 * repository: a person may have removed the folder, or its {@code .git} file.
 *
 * @param busy whether an operation is at work on a session's files, or ended in the middle of that
 * @param atWork what is at work on a session's files, in words
 * @param released whether a session's worktree was given up and is not back
 */
public record SessionWorktrees(
    KnownProjects projects,
    SessionStore sessions,
    Predicate<SessionId> busy,
    Function<SessionId, Optional<String>> atWork,
    Predicate<SessionId> released,
    Worktrees worktrees)
    implements Check {
  private static final Set<SessionState> WITH_WORKTREE =
      EnumSet.complementOf(EnumSet.of(SessionState.CREATED, SessionState.DELETED));

  /** What changes at each look is looked at another time. */
  private static final int MAX_LOOKS = 5;

  @Override
  public List<Finding> look() {
    return projects.there().stream().flatMap(known -> in(known).stream()).toList();
  }

  private List<Finding> in(KnownProjects.Known known) {
    SessionStore.Filter filter =
        new SessionStore.Filter(known.project().id(), WITH_WORKTREE, null, null);
    return Page.readAll(page -> sessions.list(filter, page)).stream()
        .map(session -> examine(known, session))
        .flatMap(Optional::stream)
        .toList();
  }

  /** One that is being made ready may be made again right now. */
  private static boolean wasMade(Session session) {
    return session.place().headCommit() != null && session.standing().reason() != Reason.PREPARING;
  }

  /** Looks again where the session changed meanwhile: an agent at work changes its own often. */
  private Optional<Finding> examine(KnownProjects.Known known, Session listed) {
    Session session = listed;
    for (int look = 0; look < MAX_LOOKS; look++) {
      if (!WITH_WORKTREE.contains(session.state())
          || !wasMade(session)
          || busy.test(session.id())) {
        return Optional.empty();
      }
      Optional<Finding> found = examineOnce(known, session);
      Optional<Session> now = found.flatMap(_ -> sessions.find(listed.id()));
      if (now.isEmpty()) {
        return Optional.empty();
      }
      if (now.get().version() == session.version() && !busy.test(session.id())) {
        return found;
      }
      session = now.get();
    }
    return Optional.empty();
  }

  private Optional<Finding> examineOnce(KnownProjects.Known known, Session session) {
    return WorktreeRequest.of(session).flatMap(request -> examine(known, session, request));
  }

  private Optional<Finding> examine(
      KnownProjects.Known known, Session session, WorktreeRequest request) {
    Path folder = request.path();
    if (isJoined(known.repository(), folder)) {
      return Optional.empty();
    }
    if (worktrees.isMissing(known.repository(), request)) {
      // What only reads had nothing in it to be missed.
      return request.isDetached() ? Optional.empty() : Optional.of(missing(known, session, folder));
    }
    if (isFree(folder)) {
      return Optional.empty();
    }
    return Optional.of(
        worktrees.isCutOff(known.repository(), folder)
            ? cutOff(known.repository(), session, folder)
            : occupied(session, folder));
  }

  /** Whether nothing is there, or a folder with nothing in it: a turn has the worktree there. */
  private static boolean isFree(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException _) {
      return false; // what cannot be read is not known to be free
    }
  }

  private boolean isJoined(Repository repository, Path folder) {
    try {
      return Files.isDirectory(worktrees.ownFolder(repository, folder));
    } catch (WorktreeFailedException _) {
      return false;
    }
  }

  private static Finding missing(KnownProjects.Known known, Session session, Path folder) {
    Path ofAll = Objects.requireNonNull(folder.getParent());
    if (!Files.isDirectory(ofAll)) {
      return WorktreeRequest.rootOf(session).isPresent()
          ? allAway(known, ofAll)
          : allMissing(known, ofAll);
    }
    return Finding.told(
        Finding.Code.WORKTREE_MISSING,
        MissingWorktree.text(session),
        folder.toString(),
        "%s; or orch delete %s".formatted(MissingWorktree.wayBack(session), session.id()));
  }

  /** A turn is not advised: it is refused, or begins anew where the disk is to be. */
  private static Finding allAway(KnownProjects.Known known, Path folder) {
    return Finding.told(
        Finding.Code.WORKTREE_MISSING,
        "the worktrees of %s are away: %s"
            .formatted(known.project().slug(), AwayFolder.text(folder)),
        folder.toString(),
        AwayFolder.REMEDY);
  }

  /** Of however many sessions, one finding. */
  private static Finding allMissing(KnownProjects.Known known, Path folder) {
    return Finding.told(
        Finding.Code.WORKTREE_MISSING,
        "the folder of the worktrees of %s is gone".formatted(known.project().slug()),
        folder.toString(),
        "bring it back; or go on with a session of it: its worktree is made again, as it was committed");
  }

  /** Its {@code .git} file is written again; no other file of it, or of another, is touched. */
  private Finding cutOff(Repository repository, Session session, Path folder) {
    return new Finding(
        Finding.Code.WORKTREE_CUT_OFF,
        "the worktree of session %s does not belong to its repository any more: its .git file is gone"
            .formatted(session.id()),
        folder.toString(),
        "orch doctor --fix joins it to %s again; or move the folder away, and the next turn makes it again"
            .formatted(repository.path()),
        () -> join(repository, session.id(), folder));
  }

  private void join(Repository repository, SessionId session, Path folder) {
    atWork
        .apply(session)
        .ifPresent(why -> {
          throw new RepairRefusedException(why + ": ask again once it has ended");
        });
    if (busy.test(session)) {
      throw new RepairRefusedException(
          "work on the files of session %s is not finished: have that finished first"
              .formatted(session));
    }
    if (!isJoined(repository, folder)) {
      worktrees.rejoin(repository, folder);
    }
  }

  /** A link, a folder of something else, or a {@code .git} that names another: a person decides. */
  private Finding occupied(Session session, Path folder) {
    boolean away = released.test(session.id());
    String what =
        away
            ? "the worktree of session %s is released, and something stands at its place"
            : "what stands at the place of the worktree of session %s does not belong to its repository: a link, a folder of something else, or a .git that names another";
    String remedy =
        away
            ? "move it away: then "
                + MissingWorktree.nextTurn(session, "has the worktree back, as it was released")
            : "bring back what was there, or move this away: then "
                + MissingWorktree.again(session);
    return Finding.told(
        Finding.Code.WORKTREE_CUT_OFF, what.formatted(session.id()), folder.toString(), remedy);
  }
}
