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

/** When the lock of a session's worktree may go. */
class LeftLocksTest {
  @TempDir private Path temporary;
  private SqliteStore store;
  private Session session;
  private Path lock;
  private Doctor doctor;
  private final AtomicReference<Optional<String>> atWork = new AtomicReference<>(Optional.empty());
  private final AtomicReference<List<Long>> gits = new AtomicReference<>(List.of());

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
    lock = app.folder().resolve(".git/worktrees").resolve(session.id().value());
    lock = Files.createFile(lock.resolve("index.lock"));
    Instant now = Instant.now();
    Files.setLastModifiedTime(lock, FileTime.from(now.minus(Duration.ofMinutes(11))));
    doctor =
        new Doctor(
            List.of(
                new LeftLocks(
                    new KnownProjects(stores.projects()),
                    stores.sessions(),
                    _ -> atWork.get(),
                    new GitWorktrees(Git.of(GitRepository.environment(folder.resolve("home")))),
                    gits::get,
                    () -> now)));
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
