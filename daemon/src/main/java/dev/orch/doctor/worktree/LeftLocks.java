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
import dev.orch.worktree.ReadableFiles;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Git's own locks that a git left which was killed: every later one that would write the index or
 * the ref refuses. One that is young belongs to a git at work. Only those of a session are ever
 * removed, the index of its worktree and its refs, while nothing is at work there; the user's are
 * told. One that another user's git has made is not removed either: whether that still runs cannot
 * be told.
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

  /** What git puts behind the name of what it locks; no ref may end with it. */
  private static final String ENDING = ".lock";

  private static final String INDEX = "index" + ENDING;

  /** The refs that are ours by name, each with the id of the session that it is kept for. */
  private static final Pattern OURS = Pattern.compile("refs/orch/[^/]+/([^/]+)(/.*)?");

  /**
   * A lock, and what it is of.
   *
   * @param locked what git refuses to write while it is there, in words
   * @param session whose that is; empty where it is the user's
   */
  private record Lock(Path file, String locked, Optional<SessionId> session) {}

  @Override
  public List<Finding> look() {
    return projects.there().stream()
        .map(KnownProjects.Known::repository)
        .flatMap(repository -> Stream.concat(indexes(repository), refs(repository)))
        .filter(lock -> isOld(lock.file()))
        .map(this::finding)
        .toList();
  }

  private Stream<Lock> indexes(Repository repository) {
    Path ofMain = repository.commonGitDir().resolve(INDEX);
    return Stream.concat(
        Stream.of(indexOfUser(ofMain, repository.path())),
        worktrees.list(repository).stream().flatMap(entry -> index(repository, entry)));
  }

  private Stream<Lock> index(Repository repository, WorktreeEntry entry) {
    return lock(repository, entry.path()).stream()
        .map(file ->
            session(entry.path())
                .map(session ->
                    new Lock(
                        file,
                        "the index of the worktree of session " + session.id(),
                        Optional.of(session.id())))
                .orElseGet(() -> indexOfUser(file, entry.path())));
  }

  private static Lock indexOfUser(Path file, Path checkout) {
    return new Lock(file, "the index of " + checkout, Optional.empty());
  }

  private Optional<Path> lock(Repository repository, Path worktree) {
    try {
      return Optional.of(worktrees.ownFolder(repository, worktree).resolve(INDEX));
    } catch (WorktreeFailedException _) {
      return Optional.empty();
    }
  }

  /** Whose worktree it is; one that was had back from the trash is the user's. */
  private Optional<Session> session(Path worktree) {
    return session(String.valueOf(worktree.getFileName()))
        .filter(session -> session.place().folder().equals(worktree));
  }

  /** The one of this id, unless it was deleted. */
  private Optional<Session> session(String id) {
    return Optional.of(id)
        .filter(RandomIds::isId)
        .flatMap(it -> sessions.find(new SessionId(it)))
        .filter(session -> session.state() != SessionState.DELETED);
  }

  private Stream<Lock> refs(Repository repository) {
    Path gitDir = repository.commonGitDir();
    List<Path> files = new ArrayList<>();
    ReadableFiles.visit(gitDir.resolve("refs"), (file, _) -> files.add(file));
    return files.stream()
        .map(file -> gitDir.relativize(file).toString())
        .filter(name -> name.endsWith(ENDING))
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .map(ref -> new Lock(gitDir.resolve(ref + ENDING), "the ref " + ref, ownerOf(ref)));
  }

  /** Of the refs that nobody else writes, and of the branch that was made for it. */
  private Optional<SessionId> ownerOf(String ref) {
    Matcher ours = OURS.matcher(ref);
    if (ours.matches()) {
      return Optional.of(ours.group(1)).filter(RandomIds::isId).map(SessionId::new);
    }
    return session(ref.substring(ref.lastIndexOf('/') + 1))
        .filter(session -> ref.equals("refs/heads/" + session.place().branch()))
        .map(Session::id);
  }

  /** One whose time cannot be read is none any more: its folder may have gone with it. */
  private boolean isOld(Path lock) {
    try {
      return Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(clock.instant().minus(OLD));
    } catch (IOException _) {
      return false;
    }
  }

  private Finding finding(Lock lock) {
    Path file = lock.file();
    String what =
        "git has locked %s for more than %d minutes, and refuses to write it"
            .formatted(lock.locked(), OLD.toMinutes());
    return lock.session()
        .map(session ->
            new Finding(
                Finding.Code.LOCK_LEFT,
                what,
                file.toString(),
                "orch doctor --fix removes the lock if no git runs and nothing is at work on the session",
                () -> remove(file, session)))
        .orElseGet(() ->
            Finding.told(
                Finding.Code.LOCK_LEFT,
                what,
                file.toString(),
                "end the git that is at work there; if there is none: rm "
                    + ShellWord.quoted(file.toString())));
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
