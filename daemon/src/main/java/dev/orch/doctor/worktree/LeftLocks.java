package dev.orch.doctor.worktree;

import dev.orch.doctor.Check;
import dev.orch.doctor.Finding;
import dev.orch.doctor.KnownProjects;
import dev.orch.doctor.RepairRefusedException;
import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.store.SessionStore;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Git's own lock of an index that a git left which was killed: every later one that would write the
 * index refuses. One that is young belongs to a git at work. Only that of a session's worktree is
 * ever removed, while nothing is at work there; the user's are told. One that another user's git
 * has made is not removed either: whether that still runs cannot be told.
 *
 * @param atWork what is at work on a session's files, in words
 * @param gits the process ids of the gits that run, of this user all
 */
public record LeftLocks(
    KnownProjects projects,
    SessionStore sessions,
    Function<SessionId, Optional<String>> atWork,
    Worktrees worktrees,
    Supplier<List<Long>> gits,
    InstantSource clock)
    implements Check {
  /** A commit holds the lock for as long as its hooks and its editor take. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private static final String LOCK = "index.lock";

  @Override
  public List<Finding> look() {
    return projects.there().stream().flatMap(this::in).toList();
  }

  private Stream<Finding> in(KnownProjects.Known known) {
    Repository repository = known.repository();
    Path ofMain = repository.commonGitDir().resolve(LOCK);
    Stream<Finding> main =
        Stream.of(ofMain).filter(this::isOld).map(lock -> ofUser(lock, repository.path()));
    return Stream.concat(
        main, worktrees.list(repository).stream().flatMap(entry -> in(repository, entry)));
  }

  private Stream<Finding> in(Repository repository, WorktreeEntry entry) {
    return lock(repository, entry.path())
        .filter(this::isOld)
        .map(lock ->
            session(entry.path())
                .map(session -> ofSession(lock, session))
                .orElseGet(() -> ofUser(lock, entry.path())))
        .stream();
  }

  private Optional<Path> lock(Repository repository, Path worktree) {
    try {
      return Optional.of(worktrees.ownFolder(repository, worktree).resolve(LOCK));
    } catch (WorktreeFailedException _) {
      return Optional.empty();
    }
  }

  /** Whose worktree it is; one that was had back from the trash is the user's. */
  private Optional<Session> session(Path worktree) {
    return Optional.of(String.valueOf(worktree.getFileName()))
        .filter(RandomIds::isId)
        .flatMap(id -> sessions.find(new SessionId(id)))
        .filter(session -> session.state() != SessionState.DELETED)
        .filter(session -> session.place().folder().equals(worktree));
  }

  private boolean isOld(Path lock) {
    try {
      return Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(clock.instant().minus(OLD));
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Finding ofUser(Path lock, Path checkout) {
    return Finding.told(
        Finding.Code.LOCK_LEFT,
        words(checkout.toString()),
        lock.toString(),
        "end the git that is at work there; if there is none: rm "
            + ShellWord.quoted(lock.toString()));
  }

  private Finding ofSession(Path lock, Session session) {
    return new Finding(
        Finding.Code.LOCK_LEFT,
        words("the worktree of session " + session.id()),
        lock.toString(),
        "orch doctor --fix removes the lock if no git runs and nothing is at work on the session",
        () -> remove(lock, session.id()));
  }

  private static String words(String whose) {
    return "git has locked the index of %s for more than %d minutes, and refuses to write it"
        .formatted(whose, OLD.toMinutes());
  }

  private void remove(Path lock, SessionId session) {
    Optional<String> hindrance =
        atWork
            .apply(session)
            .or(() ->
                gits.get().stream().findFirst().map("a git is at work, process %d"::formatted));
    if (hindrance.isPresent()) {
      throw new RepairRefusedException(hindrance.get() + ": ask again once it has ended");
    }
    if (!isOld(lock)) {
      return;
    }
    try {
      requireOurs(lock);
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be removed".formatted(lock), e);
    }
  }

  /** The folder that it is in was made by a git of this user. */
  private static void requireOurs(Path lock) throws IOException {
    Path folder = Objects.requireNonNull(lock.getParent());
    UserPrincipal owner = Files.getOwner(lock, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))) {
      throw new RepairRefusedException(
          "%s belongs to %s: whether a git of that user is at work cannot be told"
              .formatted(lock, owner.getName()));
    }
  }
}
