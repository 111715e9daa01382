package dev.orch.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.Route;
import dev.orch.http.TestDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API is what the routes say; {@code -Dupdate.docs=true} writes it. */
class OpenApiTest {
  private static final Path DOCUMENT =
      Path.of("src", "main", "resources", "dev", "orch", "http", "openapi.json");

  @TempDir private Path folder;

  @Test
  void theDocumentIsTheRoutes() throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      String expected = OpenApiDocument.of(daemon.routes());
      if (Boolean.getBoolean("update.docs")) {
        Files.createDirectories(DOCUMENT.getParent());
        Files.writeString(DOCUMENT, expected);
      }
      assertThat(DOCUMENT).content().isEqualTo(expected);
    }
  }

  @Test
  void everyPathOfTheContractIsServed() throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      assertThat(daemon.routes().stream().map(Route::path).distinct().toList())
          .containsExactlyInAnyOrder(ApiPath.values());
    }
  }

  @Test
  void everyOperationHasAnIdOfItsOwn() throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      List<String> ids = daemon.routes().stream().map(Route::operationId).toList();
      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    String text = Files.readString(DOCUMENT);
    JsonNode document = JsonMapper.shared().readTree(text);
    List<String> references =
        Arrays.stream(text.split("\"\\$ref\" : \"#", -1))
            .skip(1)
            .map(rest -> rest.substring(0, rest.indexOf('"')))
            .distinct()
            .collect(Collectors.toList());
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference).isMissingNode()).as(reference).isFalse();
    }
  }
}
