package dev.orch.http;

import dev.orch.api.ProblemType;
import dev.orch.domain.access.TokenClass;
import dev.orch.http.page.StaticPages;
import dev.orch.store.StoreClosedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Between the engine's requests and ours: lets in, reads, asks the route, writes. */
final class Engine extends Handler.Abstract {
  private static final int BODY_BYTES = 1024 * 1024;
  private static final int COPY_BYTES = 64 * 1024;
  private static final int REQUESTS_AT_ONCE = 64;
  private static final Set<OpenOption> TO_READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final LocalOnly door;
  private final Router router;
  private final SlowReaders slowReaders;
  private final Duration queueing;
  private final StaticPages pages = new StaticPages();

  /** One permit per request at work; streams and long waits have given theirs back. */
  private final Semaphore places = new Semaphore(REQUESTS_AT_ONCE, true);

  Engine(LocalOnly door, Router router, SlowReaders slowReaders, Duration queueing) {
    this.door = door;
    this.router = router;
    this.slowReaders = slowReaders;
    this.queueing = queueing;
  }

  /** Answers what the engine could not read as a request. */
  static final class Unreadable implements org.eclipse.jetty.server.Request.Handler {
    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request,
        org.eclipse.jetty.server.Response response,
        Callback callback) {
      int status = response.getStatus();
      write(Problems.unreadable(status, "the request could not be read"), response, callback);
      return true;
    }
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    Head head = head(request);
    Response answer;
    try {
      answer = within(() -> answer(head, request));
      if (answer.body() instanceof Response.Body.Later(Supplier<Response> later)) {
        answer = later.get();
      }
    } catch (RuntimeException | VirtualMachineError | LinkageError e) {
      answer = Problems.response(e, head.path());
    }
    if (head.method().equals("HEAD")) {
      write(answer.headOnly(), response, callback);
    } else if (answer.body() instanceof Response.Body.Live(Response.Stream stream)) {
      live(answer, outlet -> stream.writeTo(whileKnown(head, outlet)), response, callback);
    } else {
      write(answer, response, callback);
    }
    return true;
  }

  private Response answer(Head head, org.eclipse.jetty.server.Request request) {
    @Nullable TokenClass caller = door.admit(head).orElse(null);
    Optional<Response> page = pages.find(head);
    if (page.isPresent()) {
      return page.get();
    }
    Router.Match match = router.match(head, caller);
    ByteBuffer body = ByteBuffer.wrap(body(head, request));
    Request ours = new Request(head, match.route(), match.names(), match.query(), body, caller);
    return match.route().handler().answer(ours);
  }

  private Response within(Supplier<Response> work) {
    boolean placed = false;
    try {
      placed = places.tryAcquire(queueing.toMillis(), TimeUnit.MILLISECONDS);
      if (!placed) {
        throw new RequestRefusedException(
            ProblemType.BUSY, "%d requests are at work".formatted(REQUESTS_AT_ONCE));
      }
      return work.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new RequestRefusedException(ProblemType.STOPPING, "the daemon is stopping");
    } finally {
      if (placed) {
        places.release();
      }
    }
  }

  private static Head head(org.eclipse.jetty.server.Request request) {
    Map<String, List<String>> fields = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      fields
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(value == null ? "" : value);
    }
    return new Head(
        request.getMethod(),
        request.getHttpURI().getPath(),
        request.getHttpURI().getQuery(),
        new Headers(fields));
  }

  /** Reads the body unless it says that it is too long; never more than a byte too much. */
  private static byte[] body(Head head, org.eclipse.jetty.server.Request request) {
    if (request.getLength() > BODY_BYTES) {
      throw tooLarge();
    }
    if (!head.mayChange()) {
      return new byte[0];
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(BODY_BYTES + 1);
      if (bytes.length > BODY_BYTES) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException | HttpException.RuntimeException e) {
      throw new RequestRefusedException(
          ProblemType.BAD_REQUEST, "the body could not be read: " + e.getMessage());
    }
  }

  private static RequestRefusedException tooLarge() {
    return new RequestRefusedException(
        ProblemType.BODY_TOO_LARGE, "a body of more than %d bytes was sent".formatted(BODY_BYTES));
  }

  /** Tells nothing more to whom the door would not let in any more: who has left, say. */
  private Response.Outlet whileKnown(Head head, Response.Outlet outlet) {
    return bytes -> {
      if (!door.knowsStill(head)) {
        throw new IOException("the token of the stream is nobody's any more");
      }
      outlet.write(bytes);
    };
  }

  private void live(
      Response answer,
      Response.Stream stream,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    begin(answer, response);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      slowReaders.serve(
          stream,
          bytes -> {
            out.write(bytes);
            out.flush();
          });
      callback.succeeded();
    } catch (IOException | InterruptedException | UncheckedIOException | StoreClosedException e) {
      callback.failed(e);
    }
  }

  private static void write(
      Response answer, org.eclipse.jetty.server.Response response, Callback callback) {
    begin(answer, response);
    switch (answer.body()) {
      case Response.Body.Nothing _, Response.Body.Live _, Response.Body.Later _ ->
          response.write(true, ByteBuffer.allocate(0), callback);
      case Response.Body.Whole(ByteBuffer bytes) -> response.write(true, bytes.slice(), callback);
      case Response.Body.FilePart part -> send(outlet -> deliver(part, outlet), response, callback);
      case Response.Body.Pieces(long _, Response.Stream stream) -> send(stream, response, callback);
    }
  }

  private static void begin(Response answer, org.eclipse.jetty.server.Response response) {
    response.setStatus(answer.status());
    LocalOnly.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (answer.status() == ProblemType.BODY_TOO_LARGE.status()) {
      response.getHeaders().put("Connection", "close");
    }
    switch (answer.body()) {
      case Response.Body.FilePart part -> length(part.length(), response);
      case Response.Body.Pieces pieces -> length(pieces.length(), response);
      default -> {}
    }
  }

  private static void length(long bytes, org.eclipse.jetty.server.Response response) {
    response.getHeaders().put("Content-Length", Long.toString(bytes));
  }

  private static void send(
      Response.Stream stream, org.eclipse.jetty.server.Response response, Callback callback) {
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      stream.writeTo(out::write);
    } catch (IOException | InterruptedException e) {
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  /** A temporary file is gone afterwards, whatever came of it. */
  private static void deliver(Response.Body.FilePart part, Response.Outlet out) throws IOException {
    try {
      copy(part, out);
    } finally {
      if (part.temporary()) {
        Files.deleteIfExists(part.file());
      }
    }
  }

  private static void copy(Response.Body.FilePart part, Response.Outlet out) throws IOException {
    try (FileChannel file = FileChannel.open(part.file(), TO_READ)) {
      if (part.temporary()) {
        // What is open can be read to its end; nothing is left if we are killed amid it.
        Files.delete(part.file());
      }
      ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
      long left = part.length();
      file.position(part.offset());
      while (left > 0) {
        buffer.clear().limit((int) Math.min(COPY_BYTES, left));
        int read = file.read(buffer);
        if (read < 0) {
          throw new IOException("%s became shorter".formatted(part.file()));
        }
        out.write(Arrays.copyOf(buffer.array(), read));
        left -= read;
      }
    }
  }
}
