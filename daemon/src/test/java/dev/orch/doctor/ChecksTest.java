package dev.orch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.disk.DiskGuard;
import dev.orch.disk.DiskLimits;
import dev.orch.disk.FreeSpace;
import dev.orch.domain.project.Installation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.environment.LoginShell;
import dev.orch.environment.UserEnvironment;
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellCommand;
import dev.orch.session.SessionPlaces;
import dev.orch.store.Samples;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitUnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of what a whole daemon cannot be brought to in a test. */
class ChecksTest {
  @TempDir private Path folder;

  @Test
  void aCleanUpThatIsNotFinishedIsFinished() {
    List<UnfinishedCleanup.Open> open = new ArrayList<>();
    open.add(
        UnfinishedCleanup.Open.finishing("deleting a session was begun", "delete:it", open::clear));
    Doctor doctor = new Doctor(List.of(new UnfinishedCleanup(() -> List.copyOf(open))));

    assertThat(doctor.examine())
        .extracting(Finding::id)
        .containsExactly("unfinished_cleanup:delete:it");
    Doctor.Treatment done = doctor.treat(List.of());

    assertThat(done.fixed()).hasSize(1);
    assertThat(done.left()).isEmpty();
  }

  @Test
  void aCleanUpThatCannotBeFinishedSaysWhy() {
    UnfinishedCleanup.Open open =
        UnfinishedCleanup.Open.finishing(
            "deleting a session was begun",
            "delete:it",
            () -> {
              throw new IllegalStateException("the disk is gone");
            });
    Doctor doctor = new Doctor(List.of(new UnfinishedCleanup(() -> List.of(open))));

    Doctor.Treatment done = doctor.treat(List.of("unfinished_cleanup:delete:it"));

    assertThat(done.fixed()).isEmpty();
    assertThat(done.left().getFirst().what()).contains("not put right: the disk is gone");
  }

  @Test
  void aGitThatIsTooOldIsToldWithWhatToDo() {
    Finding found =
        new GitVersion(
                () -> {
                  throw new GitUnsupportedException("found \"git version 2.20.1\"");
                })
            .look()
            .getFirst();

    assertThat(found.what()).contains("2.20.1");
    assertThat(found.hint()).contains("install git 2.38 or newer");
    assertThat(found.isFixable()).isFalse();
    assertThat(new GitVersion(() -> {}).look()).isEmpty();
  }

  @Test
  void tooLittleRoomIsToldWithTheFigureUntilThereIsMore() throws IOException {
    AtomicLong free = new AtomicLong(123L << 20);
    try (SqliteStore store = SqliteStore.open(folder.resolve("x.db"), folder)) {
      DiskSpace check = diskSpace(store, _ -> free.get());

      Finding found = check.look().getFirst();
      assertThat(found.what()).contains("123 MiB", folder.toString());
      assertThat(found.hint()).contains("make room");

      free.set(1L << 30);
      assertThat(check.look()).isEmpty();
    }
  }

  @Test
  void tooLittleRoomIsToldWhereWorktreesLieAndWhereTheRepositoryIs() throws IOException {
    Path checkout = folder.resolve("app");
    Path git = Files.createDirectories(checkout.resolve(".git"));
    Set<Path> full = new HashSet<>();
    try (SqliteStore store = SqliteStore.open(folder.resolve("x.db"), folder)) {
      Project project = new Samples(7).project(Samples.NOON).movedTo(checkout, git, Samples.NOON);
      store.stores().transactions().write(() -> store.stores().projects().insert(project));
      DiskSpace check = diskSpace(store, place -> full.contains(place) ? 0 : Long.MAX_VALUE);
      assertThat(check.look()).isEmpty();

      full.add(git);
      full.add(folder.resolve("elsewhere").resolve(project.slug().value()));

      assertThat(check.look())
          .extracting(Finding::id)
          .containsExactlyInAnyOrderElementsOf(
              full.stream().map(place -> "disk_low:" + place).toList());
    }
  }

  private DiskSpace diskSpace(SqliteStore store, FreeSpace free) {
    return new DiskSpace(
        new DiskGuard(free, new DiskLimits(1L << 30, 0, 0), folder),
        new KnownProjects(store.stores().projects()),
        new SessionPlaces(
            new RuntimeFolder(
                ".orchestrator", new Installation("ours", folder), folder.resolve("elsewhere"))));
  }

  @Test
  void aNetworkFileSystemIsToldUntilItIsNone() {
    AtomicReference<String> type = new AtomicReference<>("NFS4");
    try (SqliteStore store = SqliteStore.open(folder.resolve("x.db"), folder)) {
      NetworkFileSystems check =
          new NetworkFileSystems(
              _ -> type.get(), folder, new KnownProjects(store.stores().projects()));

      Finding found = check.look().getFirst();
      assertThat(found.id()).isEqualTo("network_file_system:" + folder);
      assertThat(found.what()).contains("nfs4");

      type.set("ext4");
      assertThat(check.look()).isEmpty();
    }
  }

  @Test
  void aLoginShellThatHungIsAskedAgain() throws IOException {
    Path hangs = Files.createFile(folder.resolve("hangs"));
    Path shell = folder.resolve("bash");
    Files.writeString(
        shell,
        "#!/bin/sh\nwhile [ -e '%s' ]; do sleep 0.02; done\nexec /bin/sh -c \"$4\"\n"
            .formatted(hangs));
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    Doctor doctor = new Doctor(List.of(new LoginShellAnswer(user(shell))));

    Finding found = doctor.examine().getFirst();
    assertThat(found.id()).isEqualTo("login_shell_silent:" + shell);
    assertThat(found.hint()).contains("time " + shell);

    Files.delete(hangs);
    assertThat(doctor.treat(List.of()).fixed()).hasSize(1);
    assertThat(doctor.examine()).isEmpty();
  }

  private UserEnvironment user(Path shell) {
    Map<String, String> own =
        Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString(), "SHELL", shell.toString());
    return new UserEnvironment(
        own,
        List.of(),
        new LoginShell(
            ShellCommand.open(Shell.standard(System.getenv("PATH"))),
            new SecureRandom(),
            Duration.ofSeconds(2)));
  }

  @Test
  void aCheckThatCannotBeMadeIsAFindingUntilItCan() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Doctor doctor =
        new Doctor(
            List.of(() -> {
              if (broken.get()) {
                throw new IllegalStateException("nobody foresaw this");
              }
              return List.of();
            }));

    Finding found = doctor.examine().getFirst();
    assertThat(found.code()).isEqualTo(Finding.Code.CHECK_FAILED);
    assertThat(found.what()).contains("nobody foresaw this");

    broken.set(false);
    assertThat(doctor.examine()).isEmpty();
  }
}
