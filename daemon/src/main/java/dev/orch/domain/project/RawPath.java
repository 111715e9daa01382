package dev.orch.domain.project;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path inside of a worktree or checkout as git has it: bytes, which need not be text in any
 * encoding. Names are separated by a slash.
 *
 * @param latin one character of U+0001 to U+00FF for each byte; a folder's may end in a slash
 */
public record RawPath(String latin) implements Comparable<RawPath> {

  /** The path of these bytes. */
  public static RawPath of(byte[] bytes) {
    return new RawPath(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The path that a text means in UTF-8. */
  public static RawPath of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where a file or folder is below another one; empty for that itself. */
  public static RawPath of(Path folder, Path path) {
    // The octets of a file's address are those of its name.
    String top = withoutSlash(folder.toUri().getRawPath());
    String address = withoutSlash(path.toUri().getRawPath());
    return new RawPath(decoded(address.substring(Math.min(top.length() + 1, address.length()))));
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static String decoded(String address) {
    StringBuilder latin = new StringBuilder();
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '%') {
        latin.append((char) Integer.parseInt(address, i + 1, i + 3, 16));
        i += 2;
      } else {
        latin.append(c);
      }
    }
    return latin.toString();
  }

  /** The path of hexadecimal digits. */
  public static RawPath ofHex(String digits) {
    return of(HexFormat.of().parseHex(digits));
  }

  /** The bytes. */
  public byte[] bytes() {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bytes in hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** Whether it is text in UTF-8. */
  public boolean isText() {
    return text().isPresent();
  }

  /** The text; bytes that are none, and the percent sign beside them, percent-encoded. */
  public String shown() {
    return text().orElseGet(this::percentEncoded);
  }

  private Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** With every byte but letters, digits and {@code -._~/} as in a URI. */
  public String percentEncoded() {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < latin.length(); i++) {
      char c = latin.charAt(i);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString();
  }

  /** Where it is below a folder; found whatever the encoding of names is set to. */
  public Path in(Path folder) {
    String below = isFolder() ? latin.substring(0, latin.length() - 1) : latin;
    if (below.chars().allMatch(c -> c < 0x80)) {
      return folder.resolve(below);
    }
    // Octets of a file's address are taken as they are; of text they would be encoded.
    String address = folder.toUri().getRawPath();
    String gap = address.endsWith("/") ? "" : "/";
    return Path.of(URI.create("file://" + address + gap + new RawPath(below).percentEncoded()));
  }

  /** Whether it names a folder with all that is in it. */
  public boolean isFolder() {
    return latin.endsWith("/");
  }

  /** Its names. */
  public List<String> names() {
    return List.of(latin.split("/", -1));
  }

  /** The folder that it lies in, if that is not the top. */
  public Optional<RawPath> parent() {
    int slash = latin.lastIndexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(new RawPath(latin.substring(0, slash)));
  }

  /** The folders that it lies in, the innermost first. */
  public List<RawPath> parents() {
    return Stream.iterate(parent(), Optional::isPresent, above -> above.flatMap(RawPath::parent))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Its last name. */
  public String name() {
    return latin.substring(latin.lastIndexOf('/') + 1);
  }

  /** Whether it lies somewhere below that folder. */
  public boolean isBelow(RawPath folder) {
    return latin.startsWith(folder.latin + "/");
  }

  @Override
  public int compareTo(RawPath other) {
    return latin.compareTo(other.latin);
  }

  @Override
  public String toString() {
    return shown();
  }
}
