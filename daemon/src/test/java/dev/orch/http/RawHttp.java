package dev.orch.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends exactly the bytes it is given, which no client library would, and reads one answer. */
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final String host;
  private final int port;

  public RawHttp(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * One answer.
   *
   * @param status 0 if the other side closed without an answer
   * @param headers lines, without the status line
   * @param latin the body, a character for each byte
   */
  public record Answer(int status, List<String> headers, String latin) {
    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }

    public byte[] bytes() {
      return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends the text as it is and reads the first answer. */
  public Answer send(String request) throws IOException {
    return send(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Answer send(byte[] request) throws IOException {
    return send(request, true);
  }

  /** As {@link #send}, but waits for no more than the head of a stream of events. */
  public Answer begin(byte[] request) throws IOException {
    return send(request, false);
  }

  private Answer send(byte[] request, boolean streams) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
      } catch (IOException refusedWhileSending) {
        return read(socket.getInputStream(), streams);
      }
      return read(socket.getInputStream(), streams);
    }
  }

  private static Answer read(InputStream in, boolean streams) throws IOException {
    try {
      List<String> lines = head(in);
      if (lines.isEmpty()) {
        return new Answer(0, List.of(), "");
      }
      int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
      Answer bodiless = new Answer(status, List.copyOf(lines.subList(1, lines.size())), "");
      if (!streams && bodiless.header("content-type").orElse("").startsWith("text/event-stream")) {
        return bodiless;
      }
      Optional<String> length = bodiless.header("content-length");
      byte[] body =
          length.isPresent()
              ? in.readNBytes(Integer.parseInt(length.get()))
              : bodiless.header("transfer-encoding").isPresent() ? chunks(in) : new byte[0];
      return new Answer(status, bodiless.headers(), new String(body, StandardCharsets.ISO_8859_1));
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer within %d ms".formatted(TIMEOUT_MILLIS), e);
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    return lines;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      all.write(in.readNBytes(size));
      line(in);
    }
    return all.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
