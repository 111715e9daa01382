package dev.orch.runtime.sh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of processes that is not this machine's. */
class ProcFileTableTest {
  private static final String AFTER_STATE = " 0 -1 4194304 1 0 0 0 1 1 0 0 20 0 1 0 77 1 1";

  @TempDir Path proc;
  private ProcFileTable table;

  @BeforeEach
  void begin() throws IOException {
    Path boot = Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(boot.resolve("boot_id"), "boot\n");
    table = new ProcFileTable(proc);
  }

  private void process(long pid) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(
        folder.resolve("stat"), pid + " (a) b) S 1 " + pid + " " + pid + AFTER_STATE + " 2\n");
  }

  /** {@code hidepid=1}: the folder of another user's process is there, and closed. */
  private void closed(long pid) throws IOException {
    Files.createDirectories(proc.resolve(Long.toString(pid)));
  }

  @Test
  void whatMayNotBeLookedAtIsNotListed() throws IOException {
    process(10);
    closed(11);
    assertThat(table.list()).containsExactly(new ProcessTable.Entry(10, 1, 10, 10, 77));
  }

  @Test
  void whatMayNotBeLookedAtIsNotProvenDead() throws IOException {
    closed(11);
    assertThatThrownBy(() -> table.isAlive(11, 77)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void whatMayBeLookedAtAndCannotBeReadIsNotLeftOut() throws IOException {
    Files.createDirectories(proc.resolve("12/stat"));
    assertThatThrownBy(table::list).isInstanceOf(UncheckedIOException.class);
  }
}
