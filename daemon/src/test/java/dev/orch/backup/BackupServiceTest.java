package dev.orch.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.session.Session;
import dev.orch.store.Samples;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupServiceTest {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aCopyIsTheWholeDatabaseAndItsOwnersAlone() throws IOException {
    Session session = new Samples(7).session(Samples.NOON);
    Path copy;
    try (SqliteStore store = SqliteStore.open(folder.resolve("orchestrator.db"), folder)) {
      store.stores().transactions().write(() -> store.stores().sessions().insert(session));
      copy = backups(store::copyTo).make();
    }

    assertThat(copy).isEqualTo(folder.resolve("backups/orchestrator-20260504T120000Z.db"));
    assertThat(Files.getPosixFilePermissions(copy))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (SqliteStore store = SqliteStore.open(copy, folder)) {
      assertThat(store.stores().sessions().find(session.id())).contains(session);
    }
  }

  @Test
  void twoOfOneSecondAreTwoFiles() throws IOException {
    BackupService backups = backups(target -> write(target, "one"));
    Path first = backups.make();
    Path second = backups(target -> write(target, "two")).make();

    assertThat(second).isNotEqualTo(first).hasContent("two");
    assertThat(first).hasContent("one");
    try (var files = Files.list(folder.resolve("backups"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void oneThatFailsLeavesNothing() throws IOException {
    BackupService backups =
        backups(_ -> {
          throw new StoreUnavailableException("full", new IllegalStateException("full"));
        });

    assertThatThrownBy(backups::make).isInstanceOf(StoreUnavailableException.class);
    assertThat(folder.resolve("backups")).isEmptyDirectory();
  }

  @Test
  void whatACrashLeftIsTakenAway() throws IOException {
    BackupService backups = backups(target -> write(target, "one"));
    Path whole = backups.make();
    Path left = Files.createFile(whole.resolveSibling("unfinished-1.tmp"));

    backups.deleteUnfinished();

    assertThat(left).doesNotExist();
    assertThat(whole).exists();
  }

  private BackupService backups(BackupService.DatabaseCopy copy) {
    return new BackupService(folder.resolve("backups"), copy, () -> NOON);
  }

  private static void write(Path target, String text) {
    try {
      Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
