package dev.orch.config;

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
}
