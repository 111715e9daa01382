package dev.orch.doctor.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.doctor.Doctor;
import dev.orch.doctor.Finding;
import dev.orch.doctor.KnownProjects;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a lock of a session's worktree, or of its refs, may go. */
class LeftLocksTest {
  @TempDir private Path temporary;
  private SqliteStore store;
  private Session session;
  private Path git;
  private Instant now;
  private Path lock;
  private Doctor doctor;
  private final AtomicReference<Optional<String>> atWork = new AtomicReference<>(Optional.empty());
  private final AtomicReference<List<Long>> gits = new AtomicReference<>(List.of());
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

  @BeforeEach
  void leaveALock() throws IOException {
    Path folder = temporary.toRealPath();
    GitRepository app = GitRepository.withCommit(folder.resolve("app"), folder.resolve("home"));
    store = SqliteStore.open(folder.resolve("x.db"), folder);
    Stores stores = store.stores();
    Samples samples = new Samples(1);
    Project project = at(samples.project(Samples.NOON), app.folder());
    Session made = samples.session(project.id(), CommandAction.IMPLEMENT, Samples.NOON);
    Path worktree = folder.resolve("w").resolve(made.id().value());
    session = at(made, worktree);
    stores
        .transactions()
        .write(() -> {
          stores.projects().insert(project);
          stores.sessions().insert(session);
        });
    app.git("worktree", "add", "-q", "-b", "mine", worktree.toString());
    git = app.folder().resolve(".git");
    now = Instant.now();
    lock = leave("worktrees/%s/index.lock".formatted(session.id()));
    doctor =
        new Doctor(
            List.of(
                new LeftLocks(
                    new KnownProjects(stores.projects()),
                    stores.sessions(),
                    _ -> atWork.get(),
                    new GitWorktrees(Git.of(GitRepository.environment(folder.resolve("home")))),
                    gits::get,
                    this::look)));
  }

  private Instant look() {
    meanwhile.get().run();
    return now;
  }

  @Test
  void aLockThatGoesWithItsFolderWhileItIsLookedForIsPassedOver() throws IOException {
    Path ref = leave("refs/heads/gone/x.lock");
    meanwhile.set(() -> replace(ref));

    assertThat(doctor.examine()).extracting(Finding::id).containsExactly("lock_left:" + lock);
  }

  /** Nothing can be told any more of what was in the folder. */
  private static void replace(Path ref) {
    Path folder = ref.getParent();
    try {
      if (Files.exists(ref)) {
        Files.delete(ref);
        Files.delete(folder);
        Files.createSymbolicLink(folder, Path.of("gone"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that is old, below the repository's git folder. */
  private Path leave(String name) throws IOException {
    Path file = git.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    return Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofMinutes(11))));
  }

  private static Project at(Project project, Path folder) {
    return new Project(
        project.id(),
        project.slug(),
        project.name(),
        folder,
        folder.resolve(".git"),
        null,
        null,
        ProjectSettings.NONE,
        Samples.NOON,
        Samples.NOON);
  }

  private static Session at(Session made, Path worktree) {
    Session.Place place = made.place();
    return new Session(
        made.id(),
        made.assignment(),
        new Session.Place(
            place.branch(), place.baseRef(), place.baseCommit(), null, worktree, place.log()),
        made.standing(),
        made.progress(),
        made.times(),
        made.version());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whereNothingIsAtWorkItGoes() {
    assertThat(doctor.examine()).extracting(Finding::id).containsExactly("lock_left:" + lock);

    assertThat(doctor.treat(List.of()).fixed()).hasSize(1);

    assertThat(lock).doesNotExist();
    assertThat(doctor.examine()).isEmpty();
  }

  @Test
  void thoseOfItsRefsGoToo() throws IOException {
    Path owned = leave("refs/orch/owned/%s.lock".formatted(session.id()));
    Path preserved = leave("refs/orch/preserved/%s/2.lock".formatted(session.id()));
    Path branch = leave("refs/heads/%s.lock".formatted(session.place().branch()));

    assertThat(doctor.treat(List.of()).fixed())
        .extracting(Finding::where)
        .containsExactlyInAnyOrder(
            lock.toString(), owned.toString(), preserved.toString(), branch.toString());

    assertThat(List.of(lock, owned, preserved, branch)).noneMatch(Files::exists);
    assertThat(doctor.examine()).isEmpty();
  }

  @Test
  void thoseOfTheUsersRefsAreTold() throws IOException {
    Files.delete(lock);
    Path mine = leave("refs/heads/mine.lock");
    Path alike = leave("refs/heads/fix/%s.lock".formatted(session.id()));

    assertThat(doctor.treat(List.of()).left())
        .extracting(Finding::hint)
        .containsExactlyInAnyOrder(
            "end the git that is at work there; if there is none: rm '" + mine + "'",
            "end the git that is at work there; if there is none: rm '" + alike + "'");

    assertThat(mine).exists();
    assertThat(alike).exists();
  }

  @Test
  void oneOfARefStaysWhileAGitRunsOrTheSessionIsAtWork() throws IOException {
    Files.delete(lock);
    Path owned = leave("refs/orch/owned/%s.lock".formatted(session.id()));
    gits.set(List.of(4711L));
    assertThat(doctor.treat(List.of()).left().getFirst().what()).contains("process 4711");

    gits.set(List.of());
    atWork.set(Optional.of("turn 7 is at work"));
    assertThat(doctor.treat(List.of()).left().getFirst().what()).contains("turn 7 is at work");

    assertThat(owned).exists();
  }

  @Test
  void whileAGitRunsItStays() {
    gits.set(List.of(4711L));

    assertThat(doctor.treat(List.of()).left().getFirst().what()).contains("process 4711");
    assertThat(lock).exists();
  }

  @Test
  void whileTheSessionIsAtWorkItStays() {
    atWork.set(Optional.of("turn 7 is at work"));

    assertThat(doctor.treat(List.of()).left().getFirst().what()).contains("turn 7 is at work");
    assertThat(lock).exists();
  }

  @Test
  void oneThatWasTakenMeanwhileStays() throws IOException {
    Finding found = doctor.examine().getFirst();
    Files.delete(lock);
    Files.createFile(lock);
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().plusSeconds(60)));

    found.repairs().orElseThrow().run();

    assertThat(lock).exists();
  }
}
