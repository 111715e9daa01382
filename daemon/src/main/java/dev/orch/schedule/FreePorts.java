package dev.orch.schedule;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries ports of this machine. */
public final class FreePorts {
  private FreePorts() {}

  /** Whether nobody listens there, on any address: for a moment we do. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
