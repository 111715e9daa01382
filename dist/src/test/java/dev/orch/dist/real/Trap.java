package dev.orch.dist.real;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that nobody is to speak to; it counts who does. */
final class Trap implements AutoCloseable {
  private final ServerSocket socket;
  private final AtomicInteger visitors = new AtomicInteger();

  private Trap(ServerSocket socket) {
    this.socket = socket;
  }

  static Trap open() throws IOException {
    Trap trap = new Trap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(trap::listen);
    return trap;
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
        visitors.incrementAndGet();
      } catch (IOException _) {
        return;
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** How many have connected so far. */
  int visitors() {
    return visitors.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
