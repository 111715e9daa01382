package dev.orch.http.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.http.Head;
import dev.orch.http.Headers;
import dev.orch.http.RawHttp;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.TestDaemon;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built user interface is found where it is, and nothing else is. */
class StaticUiTest {
  private static final String SCRIPT = "/assets/index-a1B2_c-3.js";

  private final StaticPages built = new StaticPages("/dev/orch/http/page/built");
  private final StaticPages without = new StaticPages("/dev/orch/http/page/nothing");

  private static Head get(String path, String... encodings) {
    Map<String, List<String>> fields =
        encodings.length == 0 ? Map.of() : Map.of("accept-encoding", Arrays.asList(encodings));
    return new Head("GET", path, null, new Headers(fields));
  }

  private static byte[] bytes(Response response) {
    Response.Body.Whole whole = (Response.Body.Whole) response.body();
    byte[] bytes = new byte[whole.bytes().remaining()];
    whole.bytes().slice().get(bytes);
    return bytes;
  }

  private static String text(Optional<Response> response) {
    return new String(bytes(response.orElseThrow()), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/login",
        "/sessions",
        "/sessions/k3v9m2p7qd",
        "/v1.2/x",
        "/inbox/",
        "/index"
      })
  void everyAddressThatNamesNoFileIsThePage(String path) {
    Optional<Response> page = built.find(get(path));

    assertThat(text(page)).contains("<title>Stand-in</title>");
    assertThat(page.orElseThrow().headers())
        .containsEntry("Content-Type", "text/html; charset=utf-8")
        .doesNotContainKey("Cache-Control");
  }

  @ParameterizedTest
  @CsvSource({
    SCRIPT + ", text/javascript; charset=utf-8",
    "/assets/index-d4E5.css, text/css; charset=utf-8",
    "/assets/text-f6.woff2, font/woff2",
    "/assets/mark-g7.png, image/png",
  })
  void whatIsNamedByItsContentIsKeptForGood(String path, String type) {
    Response file = built.find(get(path)).orElseThrow();

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.headers())
        .containsEntry("Content-Type", type)
        .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
  }

  @Test
  void aFileBesideThePageIsAskedForAnew() {
    assertThat(built.find(get("/icon.svg")).orElseThrow().headers())
        .containsEntry("Content-Type", "image/svg+xml")
        .doesNotContainKey("Cache-Control");
  }

  @Test
  void textGoesCompressedToThoseWhoTakeIt() throws IOException {
    for (String taken : List.of("gzip", "gzip, deflate, br, zstd", "br;q=1.0, GZIP;q=0.5")) {
      Response file = built.find(get(SCRIPT, taken)).orElseThrow();
      assertThat(file.headers())
          .containsEntry("Content-Encoding", "gzip")
          .containsEntry("Vary", "Accept-Encoding");
      GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes(file)));
      assertThat(new String(unpacked.readAllBytes(), UTF_8))
          .isEqualTo(text(built.find(get(SCRIPT))));
    }
    assertThat(built.find(get("/sessions", "br", "gzip")).orElseThrow().headers())
        .containsEntry("Content-Encoding", "gzip");
  }

  @Test
  void itGoesAsItIsToAllOthersAndWhatIsPackedAlready() {
    for (String refused : List.of("", "br", "gzip;q=0", "gzip; q=0.00", "xgzip", "identity")) {
      assertThat(built.find(get(SCRIPT, refused)).orElseThrow().headers())
          .doesNotContainKey("Content-Encoding")
          .containsEntry("Vary", "Accept-Encoding");
    }
    assertThat(built.find(get("/assets/text-f6.woff2", "gzip")).orElseThrow().headers())
        .doesNotContainKey("Content-Encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/index-old.js",
        "/assets/none",
        "/assets/",
        "/favicon.ico",
        "/.env",
        "/../StaticUi.class",
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/./index.html",
        "//index.html",
        "/a.b/index.html",
        "/docs/nothing",
        "/api",
        "/api/v1/nothing",
        "/api/index.html"
      })
  void nothingElseIsFound(String path) {
    assertThat(built.find(get(path))).isEmpty();
  }

  @Test
  void itIsReadAndNothingElse() {
    Head post = new Head("POST", "/sessions", null, new Headers(Map.of()));

    assertThatThrownBy(() -> built.find(post))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageContaining("/sessions takes GET");
  }

  @Test
  void withoutOneEveryPageSaysHowToGetIt() {
    assertThat(text(without.find(get("/"))))
        .isEqualTo(text(without.find(get("/sessions/k3v9m2p7qd"))))
        .contains("Node 20.19 or newer", "./orch up", "href=\"/docs\"")
        .doesNotContain("<script", "<style", "style=");
    assertThat(without.find(get(SCRIPT))).isEmpty();
  }

  @Test
  void theDaemonServesItWithoutATokenAndWithItsPolicy(@TempDir Path folder) throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      RawHttp.Answer page = ask(daemon, "GET", "/sessions");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text()).contains("Node 20.19");
      assertThat(page.header("cache-control")).contains("no-store");
      assertThat(page.header("content-security-policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
          .contains("font-src 'self'", "img-src 'self' data:", "frame-ancestors 'none'");
      RawHttp.Answer head = ask(daemon, "HEAD", "/");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.text()).isEmpty();
      RawHttp.Answer none = ask(daemon, "GET", SCRIPT);
      assertThat(none.status()).isEqualTo(404);
      assertThat(none.header("content-type")).contains("application/problem+json");
      assertThat(ask(daemon, "GET", "/api/nothing").status()).isEqualTo(401);
    }
  }

  private static RawHttp.Answer ask(TestDaemon daemon, String method, String path)
      throws IOException {
    return new RawHttp("127.0.0.1", daemon.port())
        .send(
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
                .formatted(method, path, daemon.port()));
  }
}
