package dev.orch.turn;

import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Warning;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionPlaces;
import dev.orch.setup.Setup;
import dev.orch.store.Stores;
import dev.orch.worktree.Head;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Worktree;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The worktree of a turn: made before its agent starts, read once that has ended. */
final class TurnWorktrees {
  private final Stores stores;
  private final SessionLedger ledger;
  private final Worktrees worktrees;
  private final SessionPlaces places;
  private final Setup setup;

  TurnWorktrees(
      Stores stores, SessionLedger ledger, Worktrees worktrees, SessionPlaces places, Setup setup) {
    this.stores = stores;
    this.ledger = ledger;
    this.worktrees = worktrees;
    this.places = places;
    this.setup = setup;
  }

  /** Empty for a session without a worktree, and for one whose worktree is gone. */
  Optional<Head> findHead(LiveTurn live) {
    return live.worktree()
        .flatMap(worktree -> {
          try {
            return Optional.of(worktrees.head(live.repository(), worktree.path()));
          } catch (WorktreeFailedException _) {
            return Optional.empty();
          }
        });
  }

  /**
   * Sees to it that the session's worktree is there, and that the session says so if it was gone.
   * That it is gone is committed before it is made again, so that it is still known when the daemon
   * ends amid this; called again, it goes on where it was.
   *
   * @throws RepositoryRefusedException if the repository cannot be worked in
   * @throws WorktreeFailedException if the worktree cannot be had
   * @throws InterruptedException if the daemon ends; what the worktree lacks is told by the next
   */
  void make(LiveTurn live) throws InterruptedException {
    worktrees.takeRuntimeFolder(live.repository(), places.runtimeFolder());
    if (live.worktree().isEmpty()) {
      return;
    }
    WorktreeRequest wanted = live.worktree().get();
    WorktreeRequest.rootOf(live.session())
        .ifPresent(root -> worktrees.takeWorktreeRoot(root, places.runtimeFolder()));
    if (live.session().place().headCommit() == null) {
      Worktree made = create(live, wanted);
      stores
          .transactions()
          .write(() -> {
            record(live, made);
            warnOfPointers(live, made);
          });
    } else if (wanted.isDetached()) {
      makeAgain(live, wanted);
    } else {
      makeGood(live, wanted);
    }
  }

  /** Nothing is lost with what is only read. */
  private void makeAgain(LiveTurn live, WorktreeRequest wanted) {
    Worktree made = create(live, wanted);
    if (made.checkedOut()) {
      stores.transactions().write(() -> record(live, made));
    }
  }

  /**
   * Makes the session's worktree ready, if it has one to work in and that was not done.
   *
   * @param folder a folder of the turn's own
   * @return false if the turn was stopped meanwhile
   * @throws dev.orch.setup.SetupFailedException if it cannot be made ready
   */
  boolean setUp(LiveTurn live, Path folder) throws InterruptedException {
    if (WorktreeRequest.ofWork(live.session()).isEmpty()) {
      return true;
    }
    int number = live.turn().number();
    return setup.prepare(
        new Setup.Work(live.session(), live.project(), number, folder),
        () -> isStopped(live.session().id(), number));
  }

  private boolean isStopped(SessionId id, int turn) {
    return stores.turns().find(id, turn).flatMap(Turn::stopped).isPresent();
  }

  private Worktree create(LiveTurn live, WorktreeRequest wanted) {
    return worktrees.create(
        live.repository(), wanted, wanted.recordedHead(live.session()), live.run().marks());
  }

  private void makeGood(LiveTurn live, WorktreeRequest wanted) throws InterruptedException {
    Loss loss = Loss.before(live);
    boolean gone = loss.isOnRecord(live.session());
    if (!gone && worktrees.isMissing(live.repository(), wanted)) {
      stores.transactions().write(() -> warn(loss.session(), loss.seen()));
      gone = true;
    }
    Worktree made = create(live, wanted);
    if (made.pointers()) {
      stores.transactions().write(() -> warnOfPointers(live, made));
    }
    if (gone || made.checkedOut()) {
      Loss.Words words = loss.told(made, lacksMore(live.repository(), wanted, loss));
      stores
          .transactions()
          .write(() -> {
            record(live, made);
            ledger.clearWarnings(loss.session(), loss::isSeen);
            warn(loss.session(), words);
          });
    }
  }

  private void record(LiveTurn live, Worktree made) {
    Session session =
        ledger.change(
            live.session().id(), before -> before.withPlace(before.place().withHead(made.head())));
    ledger.append(
        session,
        live.turn().number(),
        EventType.WORKTREE_CREATED,
        Actor.DAEMON,
        new WorktreePayload.Created(made.path().toString(), session.place().branch(), made.head()));
  }

  /** Once in a session: whether they were fetched since then is not looked at. */
  private void warnOfPointers(LiveTurn live, Worktree made) {
    SessionId id = live.session().id();
    boolean isOnRecord =
        ledger.require(id).progress().warnings().stream()
            .anyMatch(warning -> warning.code() == Warning.Code.LFS_POINTERS);
    if (made.pointers() && !isOnRecord) {
      ledger.warn(
          id,
          Warning.Code.LFS_POINTERS,
          "the content of files of Git LFS could not be had: in the worktree they are pointers",
          "run 'git lfs pull' in %s; if there is no git-lfs, install it first"
              .formatted(made.path()));
    }
  }

  private void warn(SessionId id, Loss.Words words) {
    ledger.warn(id, Warning.Code.WORKTREE_REMADE, words.text(), words.hint());
  }

  /** Whether the newest diff that is kept has more than what was committed, if that can be told. */
  private boolean lacksMore(Repository repository, WorktreeRequest remade, Loss loss)
      throws InterruptedException {
    if (loss.stored().isEmpty()) {
      return true;
    }
    boolean more = differs(repository, remade, loss.stored().get());
    if (Thread.interrupted()) {
      throw new InterruptedException("the daemon ends; the difference may not be whole");
    }
    return more;
  }

  private boolean differs(Repository repository, WorktreeRequest remade, Path stored) {
    try {
      Path now = Files.createTempFile(stored.getParent(), "diff-", ".now");
      try {
        worktrees.diff(repository, remade, now);
        return Files.mismatch(now, stored) >= 0;
      } finally {
        Files.deleteIfExists(now);
      }
    } catch (IOException | WorktreeFailedException _) {
      return true;
    }
  }

  /**
   * What a worktree that somebody removed lacks once it is made again.
   *
   * @param turn the turn that it is made again for
   * @param storedBy the newest turn whose diff is kept; 0 for none
   * @param stored that diff
   */
  private record Loss(SessionId session, int turn, int storedBy, Optional<Path> stored) {

    /** What is said of it, and what to do about it. */
    private record Words(String text, String hint) {}

    static Loss before(LiveTurn live) {
      Session session = live.session();
      int turn = live.turn().number();
      int storedBy =
          IntStream.iterate(turn - 1, earlier -> earlier > 0, earlier -> earlier - 1)
              .filter(earlier -> Files.isRegularFile(SessionPlaces.diff(session, earlier)))
              .findFirst()
              .orElse(0);
      return new Loss(
          session.id(),
          turn,
          storedBy,
          storedBy == 0 ? Optional.empty() : Optional.of(SessionPlaces.diff(session, storedBy)));
    }

    /** Whether it was seen by a daemon that could not tell it. */
    boolean isOnRecord(Session session) {
      return session.progress().warnings().stream().anyMatch(this::isSeen);
    }

    boolean isSeen(Warning warning) {
      return warning.code() == Warning.Code.WORKTREE_REMADE && warning.text().equals(seen().text());
    }

    /** Before the worktree is made again: true as well where that does not come to pass. */
    Words seen() {
      return new Words(
          "turn %d found the worktree gone: made again, it lacks what was not committed"
              .formatted(turn),
          hint(true));
    }

    /**
     * Once it is made again.
     *
     * @param more whether the diff that is kept has more than the commits, as far as can be told
     */
    Words told(Worktree made, boolean more) {
      return new Words(
          "the worktree was gone and was made again for turn %d at %s: it lacks %s%s"
              .formatted(
                  turn,
                  made.head(),
                  more ? "what was not committed" : "only the files that git ignores",
                  kept(made.setAside())),
          hint(more));
    }

    private static String kept(List<Path> setAside) {
      return setAside.isEmpty()
          ? ""
          : "; what git knew of it (staged files, an unfinished merge or rebase) is kept in "
              + setAside.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private String hint(boolean more) {
      if (!more) {
        return "everything else was committed; make the ignored files again if they are needed";
      }
      return storedBy == 0
          ? "no diff of it is kept; look for it where the folder went"
          : "orch diff %s --turn %d still has it, less the files that git ignores"
              .formatted(session, storedBy);
    }
  }
}
