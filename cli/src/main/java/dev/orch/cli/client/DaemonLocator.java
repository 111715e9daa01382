package dev.orch.cli.client;

import dev.orch.cli.Surroundings;
import dev.orch.cli.failure.CliException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the daemon: {@code ORCH_DAEMON_URL}, else {@code daemon.json} in the state folder, else
 * {@code http://127.0.0.1:PORT}.
 *
 * <p>Only a daemon that has proven itself is told the token. On this machine the proof is {@code
 * daemon.json}, which nobody else can write: it names a process that is alive, and the port. An
 * address elsewhere is believed only over https, where its certificate is the proof.
 */
public final class DaemonLocator {
  private static final String VARIABLE = "ORCH_DAEMON_URL";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
  private static final String USUAL_PORT = "8000";
  private static final int HIGHEST_PORT = 65_535;

  private final Surroundings surroundings;

  /** Looks for the daemon of this installation. */
  public DaemonLocator(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Looks anew. */
  public DaemonPlace find() {
    Optional<DaemonFile> running = DaemonFile.living(surroundings.stateFolder());
    Optional<URI> wanted = surroundings.variable(VARIABLE).map(DaemonLocator::address);
    if (wanted.isEmpty()) {
      return running
          .<DaemonPlace>map(file -> new DaemonPlace.Ours(file.url(), running))
          .orElseGet(() -> new DaemonPlace.Nobody(usual(), true, running));
    }
    URI url = wanted.get();
    if (running.filter(file -> names(file.url(), url)).isPresent()) {
      return new DaemonPlace.Ours(running.get().url(), running);
    }
    if (isLoopback(url)) {
      return new DaemonPlace.Nobody(url, true, running);
    }
    return url.getScheme().equals("https")
        ? new DaemonPlace.Ours(url, Optional.empty())
        : new DaemonPlace.Nobody(url, false, running);
  }

  /** The port that a daemon started now is to listen on; empty to leave it to its settings. */
  public Optional<Integer> wantedPort() {
    return surroundings
        .variable(VARIABLE)
        .map(DaemonLocator::address)
        .filter(DaemonLocator::isLoopback)
        .map(DaemonLocator::port);
  }

  /** The port that is set for a daemon to start; 0 for any that is free. */
  public Optional<Integer> setPortNumber() {
    return setPort().filter(DaemonLocator::isPort).map(Integer::valueOf);
  }

  /** The port that is set and cannot be one; a daemon refuses to start with it. */
  public Optional<String> impossiblePort() {
    return setPort().filter(port -> !isPort(port));
  }

  private URI usual() {
    return address(
        "http://127.0.0.1:" + setPort().filter(DaemonLocator::isPort).orElse(USUAL_PORT));
  }

  private Optional<String> setPort() {
    return surroundings.variable("ORCH_PORT").or(() -> surroundings.variable("PORT"));
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT;
  }

  private static boolean names(URI ours, URI wanted) {
    boolean sameHost =
        isLoopback(ours) ? isLoopback(wanted) : ours.getHost().equalsIgnoreCase(wanted.getHost());
    return sameHost && port(ours) == port(wanted);
  }

  private static boolean isLoopback(URI url) {
    return LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return url.getScheme().equals("https") ? 443 : 80;
  }

  private static URI address(String text) {
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean plain = url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null;
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (plain && web && (url.getRawPath() == null || url.getRawPath().isEmpty())) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw CliException.misuse(VARIABLE + " is no address: " + e.getMessage());
    }
    throw CliException.misuse(
        "\"%s\" is no address of a daemon: it takes http://127.0.0.1:8000".formatted(text));
  }
}
