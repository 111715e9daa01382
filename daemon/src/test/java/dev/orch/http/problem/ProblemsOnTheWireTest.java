package dev.orch.http.problem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ProblemType;
import dev.orch.http.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Brings about every problem of the catalogue and looks at what comes back, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsOnTheWireTest {
  private Scene scene;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    scene = Scene.open(folder.resolve("scene"));
  }

  @AfterAll
  void close() {
    scene.close();
  }

  static Map<ProblemType, Occasion> causes() {
    Map<ProblemType, Occasion> all = new EnumMap<>(ProblemType.class);
    for (Map<ProblemType, Occasion> some :
        List.of(
            RequestCauses.ALL,
            ContentCauses.SAID,
            ContentCauses.NAMED,
            ProjectCauses.ALL,
            SessionCauses.COMMANDS,
            SessionCauses.SESSIONS,
            ApplyCauses.ALL,
            ReleaseCauses.ALL,
            CleanupCauses.ALL,
            DaemonCauses.ALL)) {
      all.putAll(some);
    }
    return all;
  }

  static Stream<ProblemType> reached() {
    return Arrays.stream(ProblemType.values()).filter(type -> !type.isPlanned());
  }

  /** A new type wants a cause; one that nothing can bring about yet says so in the catalogue. */
  @Test
  void everyTypeHasACauseUnlessItComesLater() {
    assertThat(causes().keySet()).containsExactlyInAnyOrderElementsOf(reached().toList());
  }

  @ParameterizedTest
  @MethodSource("reached")
  void whatComesBackIsTheRowOfTheCatalogue(ProblemType type) throws Exception {
    RawHttp.Answer answer = requireNonNull(causes().get(type)).of(scene);

    assertThat(answer.status()).as(answer.text()).isEqualTo(type.status());
    assertThat(answer.header("content-type")).contains("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(answer.text());
    assertThat(problem.path("type").asString()).isEqualTo("urn:orch:problem:" + type.slug());
    assertThat(problem.path("status").asInt()).isEqualTo(type.status());
    assertThat(problem.path("title").asString()).isEqualTo(type.title());
    assertThat(unnamed(problem.path("hint").asString())).isEqualTo(unnamed(type.hint()));
    assertThat(problem.path("detail").asString()).isNotBlank();
  }

  /** A hint may name the session that it is about, where the catalogue cannot. */
  private static String unnamed(String hint) {
    return hint.replaceAll("(orch [a-z]+) [0-9a-hjkmnp-tv-z]{10}\\b", "$1");
  }
}
