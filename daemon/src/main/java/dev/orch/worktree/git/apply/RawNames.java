package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Names byte for byte, in both directions. Java makes a path of a text by the encoding of the
 * system, which not every name has; through a URI the bytes stay what they are.
 */
final class RawNames {
  /** There is never anything below it, so that no name is looked at on the way. */
  private static final Path NOWHERE = Path.of("/dev/null");

  private RawNames() {}

  /** One name. */
  static Path name(String bytes) {
    String encoded = new RawPath(bytes).percentEncoded();
    return Objects.requireNonNull(Path.of(URI.create("file:///" + encoded)).getFileName());
  }

  /** The path inside of a folder. */
  static Path in(Path folder, RawPath path) {
    Path place = folder;
    for (String name : path.names()) {
      place = place.resolve(name(name));
    }
    return place;
  }

  /** The bytes of a name, or of where a link leads. */
  static String bytes(Path name) {
    String uri = NOWHERE.resolve(name).toUri().getRawPath();
    if (name.isAbsolute()) {
      // A slash is put behind what is a folder.
      return decoded(
          uri.endsWith("/") && !name.toString().endsWith("/")
              ? uri.substring(0, uri.length() - 1)
              : uri);
    }
    return decoded(uri.substring(NOWHERE.toString().length() + 1));
  }

  private static String decoded(String uri) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.append((char) Integer.parseInt(uri, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.append(uri.charAt(i));
      }
    }
    return bytes.toString();
  }

  /** The same bytes. */
  static byte[] raw(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }
}
