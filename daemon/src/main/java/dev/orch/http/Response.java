package dev.orch.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is answered.
 *
 * @param headers beside those that every answer has
 */
public record Response(int status, Map<String, String> headers, Body body) {

  /** What follows the headers. */
  public sealed interface Body {
    /** Nothing. */
    record Nothing() implements Body {}

    /** All of it, at once. */
    record Whole(ByteBuffer bytes) implements Body {
      /** Keeps its own view, so that reading one never moves another. */
      public Whole {
        bytes = bytes.asReadOnlyBuffer();
      }
    }

    /**
     * Part of a file: {@code length} bytes from {@code offset}. A link in its place is not
     * followed.
     *
     * @param temporary whether the file is removed as it is sent
     */
    record FilePart(Path file, long offset, long length, boolean temporary) implements Body {}

    /** So many bytes, piece by piece, at the pace of who reads them. */
    record Pieces(long length, Stream stream) implements Body {}

    /** As much as there will be, until either side ends it. */
    record Live(Stream stream) implements Body {}

    /**
     * Not known yet. Asked for outside the limit on requests, for it may take long; its answer
     * replaces this one.
     */
    record Later(Supplier<Response> answer) implements Body {}
  }

  /** Writes a body piece by piece on the thread of the request. */
  @FunctionalInterface
  public interface Stream {
    /**
     * Writes until it has nothing more to say.
     *
     * @throws IOException if the other side has gone
     * @throws InterruptedException if it must end now
     */
    void writeTo(Outlet outlet) throws IOException, InterruptedException;
  }

  /** Where a stream writes to. */
  @FunctionalInterface
  public interface Outlet {
    /** Hands the bytes to the network, and waits until it has taken them. */
    void write(byte[] bytes) throws IOException;
  }

  /** An answer of this type. */
  public static Response of(int status, String mediaType, byte[] bytes) {
    return new Response(
        status, Map.of("Content-Type", mediaType), new Body.Whole(ByteBuffer.wrap(bytes)));
  }

  /** An answer that lasts. */
  public static Response live(String mediaType, Stream stream) {
    return new Response(200, Map.of("Content-Type", mediaType), new Body.Live(stream));
  }

  /** An answer that is worth waiting for. */
  public static Response later(Supplier<Response> answer) {
    return new Response(200, Map.of(), new Body.Later(answer));
  }

  /** What a request for the head alone gets: it says how long the body would have been. */
  Response headOnly() {
    return body instanceof Body.Pieces(long length, Stream _)
        ? new Response(status, headers, new Body.Nothing())
            .with("Content-Length", Long.toString(length))
        : this;
  }

  /** The same answer with one more header field. */
  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }
}
