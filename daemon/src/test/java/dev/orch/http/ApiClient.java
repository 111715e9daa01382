package dev.orch.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.openapi.DescribedAnswers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that trusts nothing: what comes back must be what the API's description says. */
public final class ApiClient {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final RawHttp http;
  private final int port;
  private final String token;
  private final DescribedAnswers described;

  /** For whoever listens at this port of the loopback address. */
  public ApiClient(int port, String token) throws IOException {
    this.http = new RawHttp("127.0.0.1", port);
    this.port = port;
    this.token = token;
    this.described = DescribedAnswers.served();
  }

  /** An answer with its JSON. */
  public record Reply(RawHttp.Answer raw, JsonNode json) {
    /** The HTTP status. */
    public int status() {
      return raw.status();
    }

    /** A text at the place of a JSON pointer. */
    public String text(String pointer) {
      return json.at(pointer).asString();
    }

    /** The last word of a problem's type. */
    public String problem() {
      return text("/type").replace("urn:orch:problem:", "");
    }
  }

  public Reply get(String target, String... headers) throws IOException {
    return call("GET", target, "", headers);
  }

  public Reply post(String target, String body, String... headers) throws IOException {
    return call("POST", target, body, headers);
  }

  public Reply put(String target, String body, String... headers) throws IOException {
    return call("PUT", target, body, headers);
  }

  public Reply delete(String target, String... headers) throws IOException {
    return call("DELETE", target, "", headers);
  }

  private Reply call(String method, String target, String body, String... headers)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.add("Host: 127.0.0.1:" + port);
    lines.add("Authorization: Bearer " + token);
    if (!method.equals("GET")) {
      lines.add("Content-Type: application/json");
      lines.add("Content-Length: " + bytes.length);
    }
    String head = method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    RawHttp.Answer answer = http.send((head + body).getBytes(StandardCharsets.UTF_8));
    String type = answer.header("content-type").orElse("").split(";", 2)[0];
    assertThat(
            described.faults(
                method, target.split("\\?", 2)[0], answer.status(), type, answer.text()))
        .as("%s %s → %d %s", method, target, answer.status(), cut(answer.text()))
        .isEmpty();
    boolean json = type.endsWith("json");
    return new Reply(answer, json ? MAPPER.readTree(answer.text()) : MAPPER.nullNode());
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(500, text.length()));
  }
}
