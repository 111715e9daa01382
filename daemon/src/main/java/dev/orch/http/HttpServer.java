package dev.orch.http;

import dev.orch.access.BadTokens;
import dev.orch.access.Callers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Listens. Every request and every stream has a virtual thread of its own. Only this file and
 * {@link Engine} know the engine.
 */
public final class HttpServer implements AutoCloseable {
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int CONNECTIONS = 1024;
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** Paths that leave out an id are for our door to refuse, which says so. */
  private static final UriCompliance EMPTY_PARTS =
      UriCompliance.DEFAULT.with("empty parts", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOOPBACK_6 = "::1";

  private final Settings settings;
  private final @Nullable Integer more;
  private final Server server;
  private final HttpConfiguration http = new HttpConfiguration();
  private final ServerConnector connector;

  /** Of the other port: none where that is not wanted, or not to be had. */
  private final List<ServerConnector> others = new ArrayList<>();

  private List<String> missed = List.of();
  private final SlowReaders slowReaders;

  /**
   * Where to listen, and how long to bear with whom.
   *
   * @param port 0 for any that is free
   * @param allowedHosts names that a request may call this machine by, beside the usual ones
   * @param patience how long one write to a stream may take
   * @param queueing how long a request waits for its turn where too many are at work
   */
  public record Settings(
      String host, int port, Set<String> allowedHosts, Duration patience, Duration queueing) {
    /** What suits everybody. */
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    /** What suits everybody. */
    public static final Duration USUAL_QUEUEING = Duration.ofSeconds(10);
  }

  /** The address cannot be bound: it is taken, not this machine's, or not for this user. */
  public static final class CannotListenException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private CannotListenException(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** Does nothing before {@link #bind}. */
  public HttpServer(Settings settings) {
    this(settings, null);
  }

  /**
   * Does nothing before {@link #bind}.
   *
   * @param more one more port of this machine, null for none; nothing depends on whether it is to
   *     be had
   */
  public HttpServer(Settings settings, @Nullable Integer more) {
    this.settings = settings;
    this.more = more;
    this.slowReaders = new SlowReaders(settings.patience());
    QueuedThreadPool threads = new QueuedThreadPool(16, 4);
    threads.setName("http-io");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    this.server = new Server(threads);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setUriCompliance(EMPTY_PARTS);
    this.connector = connector(settings.host(), settings.port());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    server.setErrorHandler(new Engine.Unreadable());
  }

  private ServerConnector connector(String host, int port) {
    ServerConnector made = new ServerConnector(server, new OriginFormOnly(http));
    made.setHost(host);
    made.setPort(port);
    made.setIdleTimeout(IDLE.toMillis());
    return made;
  }

  /**
   * Takes the port, and the other one if there is to be one. Who connects from now on waits for
   * {@link #start}. Called once.
   *
   * @throws CannotListenException if the address cannot be bound; nothing listens then
   */
  public void bind() {
    try {
      connector.open();
    } catch (IOException e) {
      throw new CannotListenException(
          "cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
    if (more != null) {
      bindOther(more);
    }
  }

  /** Browsers ask {@code localhost} at both addresses: whoever had the other one could be meant. */
  private void bindOther(int wanted) {
    try {
      bindOther(LOOPBACK, wanted);
    } catch (IOException e) {
      missed =
          List.of(
              "port %d cannot be listened on (%s): the pages are at port %d alone"
                  .formatted(wanted, e.getMessage(), port()));
      return;
    }
    int port = otherPort().orElseThrow();
    try {
      bindOther(LOOPBACK_6, port);
    } catch (IOException e) {
      if (isThere(LOOPBACK_6)) {
        missed =
            List.of(
                "somebody else listens on port %d of ::1 (%s): localhost may lead there"
                    .formatted(port, e.getMessage()));
      }
    }
  }

  /** Whether this machine has the address: where any port of it can be had. */
  private static boolean isThere(String address) {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return any.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  private void bindOther(String host, int port) throws IOException {
    ServerConnector other = connector(host, port);
    other.open();
    others.add(other);
    server.addConnector(other);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, other));
  }

  /** What of that which was asked for there is not, one sentence each; known once it is bound. */
  public List<String> missed() {
    return missed;
  }

  /**
   * Answers, also who has connected since {@link #bind}, which comes before. Called once.
   *
   * @param callers knows whose tokens the requests carry
   * @param router finds what answers a request that was let in
   */
  public void start(Callers callers, Router router) {
    LocalOnly door =
        new LocalOnly(ports(), settings.allowedHosts(), callers, new BadTokens(System::nanoTime));
    server.setHandler(new Engine(door, router, slowReaders, settings.queueing()));
    slowReaders.start();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not start", e);
    }
  }

  /** The port that is bound. */
  public int port() {
    return connector.getLocalPort();
  }

  /** The other port, where one was wanted and is bound. */
  public OptionalInt otherPort() {
    return others.stream().mapToInt(ServerConnector::getLocalPort).findFirst();
  }

  /** All that are bound, the one that was asked for first. */
  List<Integer> ports() {
    return IntStream.concat(IntStream.of(port()), otherPort().stream()).boxed().toList();
  }

  /** Ends every stream and connection and gives the port back, whether or not it was started. */
  @Override
  public void close() {
    slowReaders.close();
    try {
      server.stop();
      connector.close();
      others.forEach(ServerConnector::close);
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    }
  }

  /** Refuses a target that names a host: a proxy's form, which has no use here. */
  private static final class OriginFormOnly extends HttpConnectionFactory {
    OriginFormOnly(HttpConfiguration configuration) {
      super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      HttpConnection connection =
          new HttpConnection(getHttpConfiguration(), connector, endPoint) {
            @Override
            protected HttpStreamOverHTTP1 newHttpStream(
                String method, @Nullable String target, HttpVersion version) {
              if (target == null || !target.startsWith("/")) {
                throw new HttpException.RuntimeException(421, "the target must be a path");
              }
              return super.newHttpStream(method, target, version);
            }
          };
      return configure(connection, connector, endPoint);
    }
  }
}
