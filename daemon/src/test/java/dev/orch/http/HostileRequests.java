package dev.orch.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a page in a browser, another program or a broken client may send, and what must come back.
 * Knows a daemon only by its address and token, so that any build of it can be asked; needs nothing
 * but the JDK.
 */
public final class HostileRequests {
  private static final String READ = "/api/v1/projects";
  private static final String WRITE = "/api/v1/commands";
  private static final int MEBIBYTE = 1024 * 1024;

  private final RawHttp http;
  private final String authority;
  private final String token;
  private final List<String> failures = new ArrayList<>();

  /** A daemon that listens on the loopback address, with its token. */
  public HostileRequests(int port, String token) {
    this.http = new RawHttp("127.0.0.1", port);
    this.authority = "127.0.0.1:" + port;
    this.token = token;
  }

  /**
   * Sends them all.
   *
   * @return one sentence for each that was not answered as it must be; empty if all were
   */
  public List<String> failures() throws IOException {
    failures.clear();
    friendly();
    hosts();
    origins();
    contentTypes();
    credentials();
    bodies();
    paths();
    malformed();
    return List.copyOf(failures);
  }

  private void friendly() throws IOException {
    expect("health without a token", 200, get("/api/v1/health", "Host: " + authority));
    expect("the right token", 200, get(READ, own()));
    expect("the host in capitals", 200, get(READ, bearer(), "Host: LOCALHOST:" + port()));
    expect("IPv6 loopback as host", 200, get(READ, bearer(), "Host: [::1]:" + port()));
    expect("our own origin", 200, get(READ, own(), "Origin: http://" + authority));
    expect("our own page", 200, get(READ, own(), "Sec-Fetch-Site: same-origin"));
    expect("a typed address", 200, get(READ, own(), "Sec-Fetch-Site: none"));
  }

  private void hosts() throws IOException {
    List<String> hostile =
        List.of(
            "evil.example",
            "evil.example:" + port(),
            "127.0.0.1",
            "localhost",
            "0.0.0.0:" + port(),
            "127.1:" + port(),
            "2130706433:" + port(),
            "0x7f000001:" + port(),
            "127.0.0.1:1",
            "127.0.0.1.evil.example:" + port(),
            "localhost.evil.example:" + port(),
            "[::ffff:127.0.0.1]:" + port(),
            "user@127.0.0.1:" + port(),
            "127.0.0.1:" + port() + ".evil.example");
    for (String host : hostile) {
      refuse("Host " + host, Set.of(400, 421), get(READ, bearer(), "Host: " + host));
    }
    refuse("no Host", Set.of(400, 421), get(READ, bearer()));
    refuse(
        "two Hosts",
        Set.of(400, 421),
        get(READ, bearer(), "Host: " + authority, "Host: evil.example"));
    refuse(
        "two equal Hosts",
        Set.of(400, 421),
        get(READ, bearer(), "Host: " + authority, "Host: " + authority));
    for (String target : List.of("http://evil.example" + READ, "http://" + authority + READ)) {
      refuse("target " + target, Set.of(400, 421), get(target, own()));
    }
  }

  private void origins() throws IOException {
    List<String> foreign =
        List.of(
            "null",
            "http://evil.example",
            "https://evil.example",
            "http://127.0.0.1",
            "http://localhost:3000",
            "https://" + authority,
            "http://127.0.0.1.evil.example:" + port(),
            "chrome-extension://abcdefghijklmnop",
            "file://");
    for (String origin : foreign) {
      expect("Origin " + origin, 403, get(READ, own(), "Origin: " + origin));
    }
    for (String site : List.of("cross-site", "same-site", "unheard-of")) {
      expect("Sec-Fetch-Site " + site, 403, get(READ, own(), "Sec-Fetch-Site: " + site));
    }
    String preflight =
        request(
            "OPTIONS",
            READ,
            own(),
            "Origin: http://evil.example",
            "Access-Control-Request-Method: GET");
    RawHttp.Answer answer = http.send(preflight);
    expect("a preflight", 403, answer);
    expect("OPTIONS", 403, http.send(request("OPTIONS", READ, own())));
  }

  private void contentTypes() throws IOException {
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonp")) {
      expect("a body of type " + type, 415, post("{}", "Content-Type: " + type));
    }
    expect("a body without a type", 415, post("{}"));
    expect(
        "a body of two types",
        415,
        post("{}", "Content-Type: application/json", "Content-Type: text/plain"));
  }

  private void credentials() throws IOException {
    expect("no token", 401, get(READ, "Host: " + authority));
    expect("no token, unknown route", 401, get("/api/v1/nowhere", "Host: " + authority));
    expect("no token, other version", 401, get("/api/v2/projects", "Host: " + authority));
    expect("a wrong token", 401, get(READ, "Host: " + authority, "Authorization: Bearer x"));
    expect(
        "a token as basic", 401, get(READ, "Host: " + authority, "Authorization: Basic " + token));
    expect("a token in a cookie", 401, get(READ, "Host: " + authority, "Cookie: token=" + token));
    expect("two tokens", 401, get(READ, own(), bearer()));
    expect(
        "a wrong token on health",
        401,
        get("/api/v1/health", "Host: " + authority, "Authorization: Bearer x"));
    for (String name : List.of("token", "access_token", "Token")) {
      expect("a token in the URL", 400, get(READ + "?" + name + "=" + token, "Host: " + authority));
      expect("a token in the URL too", 400, get(READ + "?" + name + "=" + token, own()));
    }
    tooManyBadTokens();
  }

  private void tooManyBadTokens() throws IOException {
    int slowed = 0;
    for (int i = 0; slowed == 0 && i < 10_000; i++) {
      RawHttp.Answer wrong = get(READ, "Host: " + authority, "Authorization: Bearer wrong" + i);
      slowed += wrong.status() == 429 ? 1 : 0;
      if (i % 20 == 19) {
        expect("the right token among wrong ones", 200, get(READ, own()));
      }
    }
    expect("the right token behind wrong ones", 200, get(READ, own()));
    check("wrong tokens are slowed down", slowed > 0);
  }

  private void bodies() throws IOException {
    String json = "Content-Type: application/json";
    expect("a body of more than a mebibyte", 413, post("x".repeat(MEBIBYTE + 1), json));
    expect(
        "a declared length without end",
        413,
        http.send(request("POST", WRITE, own(), json, "Content-Length: 9000000000000000000")));
    expect("a chunked body of more than a mebibyte", 413, http.send(chunked(MEBIBYTE + 1, json)));
    expect("what is no JSON", 400, post("{", json));
    refuse("too many brackets", Set.of(400, 422), post("[".repeat(20_000), json));
    expect("the same name twice", 400, post("{\"agent\":\"a\",\"agent\":\"b\"}", json));
  }

  private void paths() throws IOException {
    for (String path :
        List.of(
            "/api/v1/../v1/projects",
            "/api/v1/projects/..",
            "/api/v1/%2e%2e/projects",
            "/api/v1/projects/%2e%2e%2fx",
            "/api/v1/projects/a%2fb",
            "/api/v1/projects/a%5cb",
            "/api/v1/projects/a\\b",
            "/api/v1/projects/a%00b",
            "/api/v1//projects",
            "/api/v1/projects;x=y")) {
      expect("path " + path, 400, get(path, own()));
    }
    expect("a path of 3 KiB", 414, get(READ + "/" + "a".repeat(3000), own()));
    refuse("a path of 100 KiB", Set.of(414, 431), get(READ + "/" + "a".repeat(100_000), own()));
    expect("a header of 20 KiB", 431, get(READ, own(), "X-Large: " + "a".repeat(20_000)));
    expect("an unknown route", 404, get("/api/v1/nowhere", own()));
    expect("another method", 405, http.send(request("PATCH", READ, own(), "Content-Length: 0")));
    refuse("TRACE", Set.of(404, 405), http.send(request("TRACE", READ, own())));
  }

  private void malformed() throws IOException {
    String json = "Content-Type: application/json";
    Map<String, List<String>> framing =
        Map.of(
            "two lengths", List.of("Content-Length: 2", "Content-Length: 3"),
            "length and chunks", List.of("Content-Length: 2", "Transfer-Encoding: chunked"),
            "unheard-of encoding", List.of("Transfer-Encoding: xchunked"),
            "a signed length", List.of("Content-Length: +2"),
            "a space before the colon", List.of("Content-Length : 2"),
            "a folded line", List.of("X-Folded: a\r\n b"),
            "NUL in a header", List.of("X-Nul: a\0b"));
    for (Map.Entry<String, List<String>> one : framing.entrySet()) {
      List<String> lines = new ArrayList<>(List.of(own(), json));
      lines.addAll(one.getValue());
      refuse(
          one.getKey(),
          Set.of(400, 501),
          http.send(request("POST", WRITE, lines.toArray(String[]::new)) + "{}"));
    }
    refuse("a version to come", Set.of(400, 505), http.send("GET " + READ + " HTTP/9.9\r\n\r\n"));
    refuse("noise", Set.of(400, 505), http.send("\u0016\u0003\u0001 noise\r\n\r\n"));
  }

  private String own() {
    return "Host: " + authority + "\r\n" + bearer();
  }

  private String bearer() {
    return "Authorization: Bearer " + token;
  }

  private String port() {
    return authority.substring(authority.indexOf(':') + 1);
  }

  private RawHttp.Answer get(String target, String... lines) throws IOException {
    return http.send(request("GET", target, lines));
  }

  private RawHttp.Answer post(String body, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(own(), "Content-Length: " + body.length()));
    all.addAll(List.of(lines));
    return http.send(request("POST", WRITE, all.toArray(String[]::new)) + body);
  }

  private String chunked(int size, String... lines) {
    List<String> all = new ArrayList<>(List.of(own(), "Transfer-Encoding: chunked"));
    all.addAll(List.of(lines));
    String head = request("POST", WRITE, all.toArray(String[]::new));
    return head + Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n0\r\n\r\n";
  }

  private static String request(String method, String target, String... lines) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    for (String line : lines) {
      text.append(line).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private void expect(String what, int status, RawHttp.Answer answer) {
    refuse(what, Set.of(status), answer);
  }

  /** Every answer, whatever it says, must keep a browser from using it. */
  private void refuse(String what, Set<Integer> statuses, RawHttp.Answer answer) {
    check(
        "%s: %d, not one of %s".formatted(what, answer.status(), statuses),
        statuses.contains(answer.status()));
    check(what + ": names the server", answer.header("server").isEmpty());
    check(what + ": sets a cookie", answer.header("set-cookie").isEmpty());
    check(what + ": allows another origin", answer.header("access-control-allow-origin").isEmpty());
    check(
        what + ": not nosniff",
        answer.header("x-content-type-options").orElse("").equals("nosniff"));
    check(what + ": may be framed", answer.header("x-frame-options").orElse("").equals("DENY"));
    check(
        what + ": no content security policy",
        answer.header("content-security-policy").orElse("").startsWith("default-src 'none'"));
    if (answer.status() >= 400) {
      check(
          what + ": the problem is no problem+json but " + answer.text(),
          answer.header("content-type").orElse("").equals("application/problem+json")
              && answer.text().startsWith("{\"type\":\"urn:orch:problem:"));
    }
  }

  private void check(String failure, boolean held) {
    if (!held) {
      failures.add(failure);
    }
  }
}
