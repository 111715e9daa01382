package dev.orch;

import dev.orch.access.Receipts;
import dev.orch.agent.Agents;
import dev.orch.backup.BackupService;
import dev.orch.config.DaemonConfig;
import dev.orch.disk.DiskGuard;
import dev.orch.disk.DiskLimits;
import dev.orch.disk.FileSystemType;
import dev.orch.disk.FreeSpace;
import dev.orch.doctor.DatabaseInPlace;
import dev.orch.doctor.DiskSpace;
import dev.orch.doctor.Doctor;
import dev.orch.doctor.ForgottenRuns;
import dev.orch.doctor.GitVersion;
import dev.orch.doctor.GoneSupervisors;
import dev.orch.doctor.KnownProjects;
import dev.orch.doctor.LoginShellAnswer;
import dev.orch.doctor.NetworkFileSystems;
import dev.orch.doctor.OpenToOthers;
import dev.orch.doctor.UnfinishedCleanup;
import dev.orch.doctor.UnknownSettings;
import dev.orch.doctor.UsableAgents;
import dev.orch.doctor.worktree.ExcludeLines;
import dev.orch.doctor.worktree.LeftLocks;
import dev.orch.doctor.worktree.MirroredRefs;
import dev.orch.doctor.worktree.OrphanWorktrees;
import dev.orch.doctor.worktree.SessionWorktrees;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.environment.UserEnvironment;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.session.SessionPlaces;
import dev.orch.store.EventFilter;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The part of the composition root that looks after the installation itself.
 *
 * @param unfinished lists what was begun to be cleaned up
 */
record Upkeep(
    DaemonConfig config,
    SqliteStore store,
    Stores stores,
    Machine machine,
    UserEnvironment user,
    Supplier<List<UnfinishedCleanup.Open>> unfinished,
    InstantSource clock) {

  /** What is looked at. */
  record Machine(
      Git git,
      Worktrees worktrees,
      SessionPlaces places,
      ProcessSupervisor supervisor,
      Consumer<SessionId> removeOutput) {}

  /** Keeps the disk of this configuration from running full. */
  static DiskGuard disk(DaemonConfig config) {
    DaemonConfig.Disk limits = config.disk();
    return new DiskGuard(
        FreeSpace.OF_FILE_SYSTEMS,
        new DiskLimits(limits.startFree(), limits.pauseFree(), limits.turnOutput()),
        config.stateFolder());
  }

  /**
   * With all checks.
   *
   * @param agents that say who is logged in too
   */
  Doctor doctor(Agents agents) {
    KnownProjects projects = new KnownProjects(stores.projects());
    return new Doctor(
        List.of(
            new DatabaseInPlace(stores),
            new OpenToOthers(config.stateFolder(), config.database()),
            new DiskSpace(disk(config), projects, machine.places()),
            new NetworkFileSystems(FileSystemType.OF_SYSTEM, config.stateFolder(), projects),
            new GitVersion(machine.git()::requireVersion),
            new UsableAgents(agents),
            new LoginShellAnswer(user),
            new UnknownSettings(config.report().unknown()),
            new UnfinishedCleanup(unfinished),
            new GoneSupervisors(stores.turns(), machine.supervisor()),
            new ForgottenRuns(
                config.stateFolder().resolve("runs"),
                stores.sessions(),
                stores.events(),
                machine.supervisor(),
                machine.removeOutput()),
            projects,
            new SessionWorktrees(
                projects,
                stores.sessions(),
                this::isBusy,
                this::atWork,
                this::isReleased,
                machine.worktrees()),
            new OrphanWorktrees(
                projects,
                stores.sessions(),
                this::isBusy,
                this::isInTrash,
                this::isRestored,
                machine.worktrees(),
                machine.places()),
            new LeftLocks(
                projects,
                stores.sessions(),
                this::atWork,
                machine.worktrees(),
                Git::listRunning,
                clock),
            new ExcludeLines(projects, machine.worktrees(), machine.places().runtimeFolder()),
            new MirroredRefs(projects, machine.worktrees())));
  }

  private boolean isReleased(SessionId session) {
    return stores.releases().findAway(session).isPresent();
  }

  private boolean isInTrash(Session deleted) {
    return stores.trash().sessionsOf(deleted.assignment().project()).contains(deleted.id());
  }

  private boolean isRestored(SessionId session) {
    EventFilter filter =
        new EventFilter(null, session.value(), List.of(EventType.TRASH_RESTORED.wireName()));
    return !stores.events().readBefore(filter, Long.MAX_VALUE, 1).isEmpty();
  }

  /** Whether something is at work on its files, or ended in the middle of that. */
  private boolean isBusy(SessionId session) {
    return stores.operations().hasOpen(session)
        || stores.operations().listLeft().stream().anyMatch(left -> left.session().equals(session));
  }

  private Optional<String> atWork(SessionId session) {
    if (stores.operations().hasOpen(session)) {
      return Optional.of("an operation is at work on session " + session);
    }
    return stores
        .turns()
        .findLatest(session)
        .filter(turn ->
            turn.isOpen() || machine.supervisor().isAtWork(new RunId(session, turn.number())))
        .map(turn -> "turn %d of session %s is at work".formatted(turn.number(), session));
  }

  /** What is old, or was not finished, goes; called once, at the start. */
  void sweep() {
    stores
        .transactions()
        .write(() -> stores.receipts().forgetBefore(clock.instant().minus(Receipts.KEPT)));
    backups().deleteUnfinished();
    // A delete of the last daemon may have been killed before it did.
    stores.purge().settle();
  }

  BackupService backups() {
    return new BackupService(config.stateFolder().resolve("backups"), store::copyTo, clock);
  }
}
