package dev.orch.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program was started from.
 *
 * @param image the folder of the launcher and all that was built with it; null if it is not known
 */
public record Build(String version, @Nullable Path image) {
  private static final String UNKNOWN = "dev";
  private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,4}(-.*)?");

  /** This program's own. */
  public static Build own(Path image) {
    return new Build(ownVersion(), image);
  }

  /** This program's own version; {@code dev} if it was not started from a jar. */
  public static String ownVersion() {
    return Objects.requireNonNullElse(Build.class.getPackage().getImplementationVersion(), UNKNOWN);
  }

  /**
   * Whether the other one came after it: its version is higher, or, where that does not tell, its
   * image was installed later. One whose image is gone came before any other.
   */
  public boolean isOlderThan(Build other) {
    int byVersion = isNumbered() && other.isNumbered() ? compare(version, other.version) : 0;
    if (byVersion != 0) {
      return byVersion < 0;
    }
    return image != null
        && other.image != null
        && !image.equals(other.image)
        && installed(image).isBefore(installed(other.image));
  }

  private boolean isNumbered() {
    return VERSION.matcher(version).matches();
  }

  /** By the numbers; of the same numbers a snapshot comes before its release. */
  private static int compare(String one, String another) {
    int numbers = Arrays.compare(numbers(one), numbers(another));
    return numbers != 0 ? numbers : Boolean.compare(another.contains("-"), one.contains("-"));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("-", 2)[0].split("\\."))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static Instant installed(Path image) {
    try {
      FileTime time = Files.getLastModifiedTime(image);
      return time.toInstant();
    } catch (IOException e) {
      return Instant.MIN;
    }
  }
}
