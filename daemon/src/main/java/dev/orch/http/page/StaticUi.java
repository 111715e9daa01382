package dev.orch.http.page;

import dev.orch.api.ApiPath;
import dev.orch.http.Head;
import dev.orch.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The user interface for browsers, as it was built into the class path: the module {@code ui} puts
 * it there. Every address that names no file is one of its pages, and all pages are one document,
 * which looks at the address itself. Where none was built, each says how to get it.
 */
final class StaticUi {
  /** Where the built files are. */
  static final String FOLDER = "/dev/orch/ui";

  private static final String NOT_BUILT = "/dev/orch/http/page/ui-not-built.html";
  private static final String INDEX = "/index.html";
  private static final String ASSETS = "/assets/";

  /** No name begins with a dot, and no folder's holds one: none leads out. */
  private static final Pattern FILE =
      Pattern.compile("(/[A-Za-z0-9_-]+)*/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

  private static final String HTML = "text/html; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", HTML),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"));

  private final String folder;

  /** Those that somebody has asked for; a class path never changes. */
  private final Map<String, Copies> known = new ConcurrentHashMap<>();

  /** Over what lies in this folder of the class path. */
  StaticUi(String folder) {
    this.folder = folder;
  }

  /** A file for those who take it compressed, and for the others. */
  private record Copies(Response plain, Response compressed) {}

  /** What is at this path; empty if that is none of its pages and files. */
  Optional<Response> find(Head head) {
    return copies(head.path())
        .map(copies -> takesGzip(head) ? copies.compressed() : copies.plain());
  }

  private Optional<Copies> copies(String path) {
    String name = isPage(path) ? INDEX : path;
    if (!FILE.matcher(name).matches()) {
      return Optional.empty();
    }
    Copies before = known.get(name);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<byte[]> bytes = resource(folder + name);
    if (bytes.isEmpty() && name.equals(INDEX)) {
      bytes = resource(NOT_BUILT);
    }
    Optional<Copies> found = bytes.map(all -> copies(name, all));
    found.ifPresent(copies -> known.put(name, copies));
    return found;
  }

  /** Addresses of the API, of its description and of what is named by content are no pages. */
  private static boolean isPage(String path) {
    return !path.startsWith(ApiPath.ROOT)
        && !path.startsWith("/docs/")
        && !path.startsWith(ASSETS)
        && path.indexOf('.', path.lastIndexOf('/')) < 0;
  }

  private static Copies copies(String name, byte[] bytes) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.getOrDefault(extension, "application/octet-stream");
    Response plain = lasting(name, Response.of(200, type, bytes));
    if (!isCompressible(type)) {
      return new Copies(plain, plain);
    }
    Response compressed = lasting(name, Response.of(200, type, compress(bytes)));
    return new Copies(
        plain.with("Vary", "Accept-Encoding"),
        compressed.with("Vary", "Accept-Encoding").with("Content-Encoding", "gzip"));
  }

  /** What is named by its content never changes; all else is asked for anew. */
  private static Response lasting(String name, Response response) {
    return name.startsWith(ASSETS)
        ? response.with("Cache-Control", "public, max-age=31536000, immutable")
        : response;
  }

  private static boolean isCompressible(String type) {
    return type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml");
  }

  private static boolean takesGzip(Head head) {
    return head.headers().all("accept-encoding").stream()
        .flatMap(value -> List.of(value.toLowerCase(Locale.ROOT).split(",")).stream())
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(coding ->
            coding.equals("gzip")
                || (coding.startsWith("gzip;") && !coding.matches("gzip;q=0(\\.0*)?")));
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Optional<byte[]> resource(String name) {
    try (InputStream in = StaticUi.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
