package dev.orch.config;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as people write them. No name is ever looked up. */
final class Address {
  private Address() {}

  static boolean isLiteral(String text) {
    try {
      return !InetAddress.ofLiteral(text).getHostAddress().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether only this machine reaches it; the text is a literal or {@code localhost}. */
  static boolean isLoopback(String text) {
    return text.equals("localhost") || InetAddress.ofLiteral(text).isLoopbackAddress();
  }

  /** As the host of a URL by which who is on this machine reaches what listens on it. */
  static String fromHere(String text) {
    if (text.equals("localhost")) {
      return text;
    }
    InetAddress address = InetAddress.ofLiteral(text);
    boolean six = address instanceof Inet6Address;
    if (address.isAnyLocalAddress()) {
      return six ? "[::1]" : "127.0.0.1";
    }
    return six ? "[" + text + "]" : text;
  }
}
