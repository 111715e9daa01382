package dev.orch.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ProblemType;
import dev.orch.http.RawHttp;
import dev.orch.http.Route;
import dev.orch.http.TestDaemon;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's description as a page: all of it, for everybody, and nothing that a browser runs. */
class ApiReferenceTest {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";
  private static final Set<String> VOID = Set.of("meta", "link", "br", "!doctype");
  private static final Pattern TAG = Pattern.compile("<(/?)([!a-z0-9]+)([^>]*)>");

  @TempDir private Path folder;
  private TestDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = TestDaemon.start(folder);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private RawHttp.Answer ask(String method, String path, String... lines) throws IOException {
    String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    return new RawHttp("127.0.0.1", daemon.port())
        .send(
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%s\r\n"
                .formatted(method, path, daemon.port(), more));
  }

  private String page() throws IOException {
    RawHttp.Answer answer = ask("GET", "/docs");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).contains("text/html; charset=utf-8");
    assertThat(answer.header("content-security-policy")).contains(POLICY);
    return answer.text();
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(one -> one.group(1)).toList();
  }

  @Test
  void everyRouteSchemaAndProblemIsOnIt() throws IOException {
    List<String> places = all("id=\"([^\"]+)\"", page());

    assertThat(places).doesNotHaveDuplicates();
    assertThat(places).containsAll(daemon.routes().stream().map(Route::operationId).toList());
    for (ProblemType type : ProblemType.values()) {
      assertThat(places).contains("problem-" + type.slug());
    }
    try (InputStream in = getClass().getResourceAsStream("/dev/orch/http/openapi.json")) {
      JsonNode document = JsonMapper.shared().readTree(in);
      for (String name : document.at("/components/schemas").propertyNames()) {
        assertThat(places).contains("schema-" + name);
      }
    }
  }

  @Test
  void everyLinkOfItLeadsSomewhereOnIt() throws IOException {
    String page = page();
    List<String> places = all("id=\"([^\"]+)\"", page);

    assertThat(all("href=\"#([^\"]*)\"", page)).isNotEmpty().allMatch(places::contains);
    assertThat(all("href=\"([^#\"][^\"]*)\"", page)).containsOnly("data:,", "/docs/style.css");
    assertThat(page).doesNotContain("src=");
  }

  @Test
  void nothingOfItIsRunAndNoStyleIsInIt() throws IOException {
    String page = page();

    assertThat(page).doesNotContain("<script", "<style", "style=", "javascript:", "<iframe");
    assertThat(all("<[^>]*\\s(on[a-z]+)=", page)).isEmpty();
    RawHttp.Answer style = ask("GET", "/docs/style.css");
    assertThat(style.status()).isEqualTo(200);
    assertThat(style.header("content-type")).contains("text/css; charset=utf-8");
    assertThat(style.text()).doesNotContain("url(", "@import", "http:");
    assertThat(all("class=\"([a-z]+)", page).stream().distinct())
        .allMatch(name -> style.text().contains("." + name) || name.matches("schema|operation"));
  }

  @Test
  void everyTagOfItIsClosedWhereItMustBe() throws IOException {
    Deque<String> open = new ArrayDeque<>();
    List<String> wrong = new ArrayList<>();
    for (MatchResult tag : TAG.matcher(page()).results().toList()) {
      String name = tag.group(2);
      if (tag.group(1).isEmpty() && !VOID.contains(name)) {
        open.push(name);
      } else if (!tag.group(1).isEmpty() && !name.equals(open.poll())) {
        wrong.add(tag.group());
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(open).isEmpty();
  }

  @Test
  void itIsReadAndNothingElse() throws IOException {
    assertThat(ask("HEAD", "/docs").status()).isEqualTo(200);
    assertThat(ask("GET", "/docs/").text()).isEqualTo(page());
    assertThat(
            ask("GET", "/docs", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate").status())
        .isEqualTo(200);
    assertThat(ask("GET", "/docs", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
    assertThat(ask("GET", "/docs/nothing").status()).isEqualTo(404);
    RawHttp.Answer refused = ask("POST", "/docs", "Content-Length: 0");
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("allow")).contains("GET");
  }
}
