package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image serves the pages that were built into it, and says how to get them otherwise. */
class UiIT {
  private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

  private static RealDaemon daemon;
  private static boolean built;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    built = isBuilt();
    daemon = RealDaemon.start(folder.resolve("home"), Map.of());
  }

  @AfterAll
  static void stop() {
    daemon.close();
  }

  private static boolean isBuilt() throws IOException {
    try (Stream<Path> jars = Files.list(RealDaemon.image().resolve("lib"))) {
      Path ui =
          jars.filter(jar -> jar.getFileName().toString().startsWith("orch-ui"))
              .findFirst()
              .orElseThrow();
      try (ZipFile jar = new ZipFile(ui.toFile())) {
        return jar.getEntry("dev/orch/ui/index.html") != null;
      }
    }
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI origin = URI.create(daemon.api().url()).resolve(path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(origin).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void everyAddressOfThePagesAnswersOne() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(get("/sessions/k3v9m2p7qd").body()).isEqualTo(page.body());
    assertThat(page.body().contains("without its pages")).isEqualTo(!built);
  }

  @Test
  void allThatThePageLinksToIsThere() throws Exception {
    assumeThat(built).isTrue();
    List<String> linked =
        LINKED.matcher(get("/").body()).results().map(found -> found.group(1)).toList();

    assertThat(linked)
        .anyMatch(path -> path.endsWith(".js"))
        .anyMatch(path -> path.endsWith(".css"));
    for (String path : linked) {
      HttpResponse<String> file = get(path);
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(file.headers().firstValue("cache-control").orElse("")).contains("immutable");
    }
  }
}
