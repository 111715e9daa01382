package dev.orch.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that is kept; costs the machine that both share as little as possible. */
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final int port;
  private final String token;
  private final Socket socket;
  private final InputStream in;

  Wire(int port, String token) throws IOException {
    this.port = port;
    this.token = token;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /** Asks and reads the whole answer, which must be in order. */
  byte[] get(String path) {
    try {
      ask(path);
      return in.readNBytes(head(path));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** Reads a stream of events until so many have come. */
  void events(String path, int count) throws IOException {
    ask(path);
    head(path);
    int found = 0;
    int before = '\n';
    while (found < count) {
      int now = in.read();
      if (now < 0) {
        throw new IOException("the stream ended after %d events".formatted(found));
      }
      if (now == '\n' && before == '\n') {
        found++;
      }
      before = now == '\r' ? before : now;
    }
  }

  private void ask(String path) throws IOException {
    socket
        .getOutputStream()
        .write(
            """
            GET %s HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Authorization: Bearer %s\r
            \r
            """
                .formatted(path, port, token)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** How long the body is; 0 if it does not say so. */
  private int head(String path) throws IOException {
    int length = 0;
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(path + ": " + status);
    }
    for (String line = line(); !line.isEmpty(); line = line()) {
      String field = line.toLowerCase(Locale.ROOT);
      if (field.startsWith("content-length:")) {
        length = Integer.parseInt(field.substring(15).strip());
      }
    }
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
