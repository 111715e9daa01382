package dev.orch.http.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request that may still become another; its framing stays sound, whatever else is wrong with it.
 *
 * @param path as it is sent: encoded, without the query
 * @param query pairs as they are sent
 * @param headers lines beside those that every request has
 * @param body a character for each byte, so that two drafts can be compared
 */
record Draft(String method, String path, List<String> query, List<String> headers, String body) {

  Draft withMethod(String other) {
    return new Draft(other, path, query, headers, body);
  }

  Draft withPath(String other) {
    return new Draft(method, other, query, headers, body);
  }

  Draft withQuery(String pair) {
    List<String> more = new ArrayList<>(query);
    more.add(pair);
    return new Draft(method, path, more, headers, body);
  }

  /** One more line; the line of that name that was there goes. */
  Draft withHeader(String name, String value) {
    List<String> lines = new ArrayList<>(headers);
    lines.removeIf(
        line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
    lines.add(name + ": " + value);
    return new Draft(method, path, query, lines, body);
  }

  Draft withBody(byte[] bytes) {
    return new Draft(method, path, query, headers, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  Draft withBody(String text) {
    return withBody(text.getBytes(StandardCharsets.UTF_8));
  }

  String bodyText() {
    return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The letters of the body, in whichever encoding it is sent. */
  String letters() {
    return body.replaceAll("[^A-Za-z]", "");
  }

  /** What goes over the wire. */
  byte[] bytes(int port, String token) {
    String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, target));
    head.append("Host: 127.0.0.1:%d\r\n".formatted(port));
    head.append("Authorization: Bearer %s\r\nConnection: close\r\n".formatted(token));
    headers.forEach(line -> head.append(line).append("\r\n"));
    if (!body.isEmpty() || !method.equals("GET")) {
      head.append("Content-Length: %d\r\n".formatted(body.length()));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
    return all.toByteArray();
  }

  /** For a person who has to find it again. */
  @Override
  public String toString() {
    String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return "%s %s %s %s".formatted(method, cut(target), headers, cut(body));
  }

  private static String cut(String text) {
    return text.length() <= 300
        ? text
        : "%s… (%d)".formatted(text.substring(0, 300), text.length());
  }
}
