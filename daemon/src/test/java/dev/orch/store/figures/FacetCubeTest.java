package dev.orch.store.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FacetCubeTest {
  private final FacetCube cube =
      new FacetCube(
          List.of("state", "agent"),
          List.of(
              new FacetCube.Cell(List.of("running", "claude"), 2),
              new FacetCube.Cell(List.of("running", "codex"), 3),
              new FacetCube.Cell(List.of("failed", "claude"), 5)));

  @Test
  void withoutAChoiceEverythingIsCounted() {
    assertThat(cube.counts(Map.of()))
        .isEqualTo(
            Map.of(
                "state", Map.of("running", 5L, "failed", 5L),
                "agent", Map.of("claude", 7L, "codex", 3L)));
  }

  @Test
  void aChoiceHoldsForTheOtherFacets() {
    assertThat(cube.counts(Map.of("state", Set.of("running"))))
        .isEqualTo(
            Map.of(
                "state", Map.of("running", 5L, "failed", 5L),
                "agent", Map.of("claude", 2L, "codex", 3L)));
  }
}
