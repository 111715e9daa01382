package dev.orch.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskWatchTest {
  private static final Path STATE = Path.of("/state");
  private static final Path PROJECT = Path.of("/project");

  private final Map<Path, Long> free = new HashMap<>(Map.of(STATE, 9000L, PROJECT, 9000L));
  private final List<Path> asked = new ArrayList<>();
  private final DiskGuard guard =
      new DiskGuard(
          path -> {
            asked.add(path);
            return free.getOrDefault(path, 0L);
          },
          new DiskLimits(4000, 1000, 1),
          STATE);
  private long now;

  @Test
  void theFullerOfTwoPlacesDecides() {
    free.put(PROJECT, 3999L);

    assertThatThrownBy(() -> guard.requireRoom(List.of(STATE, PROJECT)))
        .isInstanceOf(DiskFullException.class)
        .hasMessageContaining("/project");
    guard.requireRoom(List.of(STATE));
  }

  @Test
  void itPausesBelowTheLimitAndGoesOnWellAboveIt() {
    DiskWatch watch = guard.watch(List.of(PROJECT));
    assertThat(look(watch)).isEmpty();
    free.put(PROJECT, 999L);
    assertThat(look(watch)).containsExactly(DiskWatch.Step.PAUSE);
    assertThat(watch.isPaused()).isFalse();
    watch.did(DiskWatch.Step.PAUSE);

    free.put(PROJECT, 1249L);
    assertThat(look(watch)).isEmpty();
    free.put(PROJECT, 1250L);
    assertThat(look(watch)).containsExactly(DiskWatch.Step.GO_ON);
    watch.did(DiskWatch.Step.GO_ON);
    assertThat(watch.isPaused()).isFalse();
  }

  @Test
  void itAsksNoMoreOftenThanEveryFewSeconds() {
    DiskWatch watch = guard.watch(List.of(PROJECT));
    look(watch);
    int once = asked.size();
    assertThat(watch.look(now + Duration.ofSeconds(3).toNanos())).isEmpty();

    assertThat(asked).hasSize(once);
  }

  private List<DiskWatch.Step> look(DiskWatch watch) {
    now += Duration.ofSeconds(5).toNanos();
    return watch.look(now).map(DiskWatch.Change::step).stream().toList();
  }
}
