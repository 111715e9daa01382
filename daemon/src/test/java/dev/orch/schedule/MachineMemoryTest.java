package dev.orch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
  private static final long KB = 1024;

  @TempDir Path root;
  private MachineMemory memory;

  @BeforeEach
  void makeMachine() {
    memory = new MachineMemory(root);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void machine() throws IOException {
    write("proc/meminfo", "MemTotal:  8000 kB\nMemFree:  10 kB\nMemAvailable:   5000 kB\n");
  }

  @Test
  void theMachineTells() throws IOException {
    machine();

    assertThat(memory.total()).hasValue(8000 * KB);
    assertThat(memory.available()).hasValue(5000 * KB);
  }

  @Test
  void aSmallerGroupTellsAndSoDoesOneAboveIt() throws IOException {
    machine();
    write("proc/self/cgroup", "0::/user/orch\n");
    write("sys/fs/cgroup/user/orch/memory.max", "max\n");
    write("sys/fs/cgroup/user/memory.max", "4096000\n");
    write("sys/fs/cgroup/user/memory.current", "3072000\n");
    write("sys/fs/cgroup/user/memory.stat", "anon 1\ninactive_file 1024000\n");

    assertThat(memory.total()).hasValue(4000 * KB);
    assertThat(memory.available()).hasValue(2000 * KB);
  }

  @Test
  void groupsOfTheFirstVersionTellToo() throws IOException {
    machine();
    write("proc/self/cgroup", "3:cpu,cpuacct:/x\n2:memory:/../elsewhere\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "4096000\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "4096000\n");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 1024\n");

    assertThat(memory.total()).hasValue(4000 * KB);
    assertThat(memory.available()).hasValue(KB);
  }

  @Test
  void aGroupWithoutALimitChangesNothing() throws IOException {
    machine();
    write("proc/self/cgroup", "2:memory:/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

    assertThat(memory.total()).hasValue(8000 * KB);
    assertThat(memory.available()).hasValue(5000 * KB);
  }

  @Test
  void whereThereAreNoSuchFilesTheRuntimeTellsTheTotalAloneAndNothingIsGuessed() {
    assertThat(memory.total()).isPresent();
    assertThat(memory.available()).isEmpty();
  }
}
