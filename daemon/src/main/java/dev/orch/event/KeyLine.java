package dev.orch.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A printed line that may belong to a key of several lines. By itself it looks like any other word:
 * what stands above it in the file tells.
 *
 * @param text without its end
 * @param offset where it begins in the file, in bytes
 */
public record KeyLine(String text, long offset) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9+/=]{1,100}\\s*");

  /**
   * The line, or the mask in its place where it belongs to a key. The file is read for lines that
   * look like one alone; where it cannot be read such a line is not shown.
   */
  public String shown(MaskedFile printed) {
    if (!FORM.matcher(text).matches()) {
      return text;
    }
    byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
    try {
      return Arrays.equals(printed.read(offset, plain.length), plain) ? text : Redactor.MASK;
    } catch (IOException _) {
      return Redactor.MASK;
    }
  }
}
