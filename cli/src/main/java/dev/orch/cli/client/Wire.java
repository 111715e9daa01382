package dev.orch.cli.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** HTTP itself: one request, one answer. Follows no redirect and uses no proxy. */
final class Wire {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private Wire() {}

  /**
   * An answer whose body is still to be read, and that must be closed.
   *
   * @param retryAfter seconds, if the server says when to ask again
   */
  record Reply(int status, InputStream body, Optional<Integer> retryAfter)
      implements AutoCloseable {

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    String text() throws IOException {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * Sends it.
   *
   * @param silence how long the server may say nothing
   * @throws IOException if there is no answer
   */
  static Reply send(URI daemon, Call call, Map<String, String> headers, Duration silence)
      throws IOException {
    return send(daemon, call, headers, silence, () -> {});
  }

  /**
   * The same.
   *
   * @param connected told once somebody is there who takes it: until then nothing of it has left
   */
  static Reply send(
      URI daemon, Call call, Map<String, String> headers, Duration silence, Runnable connected)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(daemon + call.target()).toURL().openConnection(Proxy.NO_PROXY);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) silence.toMillis());
    connection.setRequestMethod(call.method());
    connection.setRequestProperty("X-Orch-Client", "cli");
    headers.forEach(connection::setRequestProperty);
    call.idempotencyKey().ifPresent(key -> connection.setRequestProperty("Idempotency-Key", key));
    if (call.content().isEmpty()) {
      connection.connect();
      connected.run();
      return reply(connection);
    }
    byte[] body = call.content().get().getBytes(StandardCharsets.UTF_8);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.connect();
    connected.run();
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    return reply(connection);
  }

  private static Reply reply(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      connection.disconnect();
      throw new IOException("what answers does not speak HTTP");
    }
    InputStream failed = connection.getErrorStream();
    InputStream body =
        status < 400
            ? connection.getInputStream()
            : failed == null ? new ByteArrayInputStream(new byte[0]) : failed;
    int after = connection.getHeaderFieldInt("Retry-After", -1);
    return new Reply(status, body, after < 0 ? Optional.empty() : Optional.of(after));
  }
}
