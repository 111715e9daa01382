package dev.orch.event;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes secrets out of texts: exact values that are known, and what has the form of a key. Never
 * changes; any thread may use it. It never shows the values that it holds.
 */
public final class Redactor {
  /** What stands where a secret was. */
  public static final String MASK = "[redacted]";

  private static final byte MASK_BYTE = '*';
  // Shorter values are words and numbers; to mask them would make text unreadable.
  private static final int SHORTEST = 6;
  private static final int SHORTEST_LINE = 20;
  private static final int LONGEST_FORM = 20_000;

  private final SecretIndex ofText;
  private final SecretIndex ofBytes;
  private final int reach;

  /**
   * Knows these values and the forms.
   *
   * @param secrets values; those of fewer than six characters are ignored
   */
  public Redactor(Collection<String> secrets) {
    Set<String> values = new LinkedHashSet<>();
    secrets.stream().filter(s -> s.strip().length() >= SHORTEST).forEach(s -> spell(s, values));
    Set<String> bytes = new LinkedHashSet<>();
    values.forEach(v -> bytes.add(asLatin(v.getBytes(StandardCharsets.UTF_8))));
    ofText = new SecretIndex(values);
    ofBytes = values.equals(bytes) ? ofText : new SecretIndex(bytes);
    reach = Math.max(LONGEST_FORM, bytes.stream().mapToInt(String::length).max().orElse(0));
  }

  /** The text with every secret replaced by a mask; the same text if there is none. */
  public String redact(String text) {
    List<Span> secrets = merged(ofText.find(text));
    if (secrets.isEmpty()) {
      return text;
    }
    StringBuilder redacted = new StringBuilder(text.length());
    int copied = 0;
    for (Span secret : secrets) {
      redacted.append(text, copied, secret.from()).append(MASK);
      copied = secret.to();
    }
    return redacted.append(text, copied, text.length()).toString();
  }

  /**
   * The bytes with those of every secret replaced by asterisks, so that all others keep their
   * place; ends of lines stay. The bytes need not be valid text.
   *
   * @return the same array if there is no secret in it
   */
  public byte[] mask(byte[] bytes) {
    List<Span> secrets = ofBytes.find(asLatin(bytes));
    if (secrets.isEmpty()) {
      return bytes;
    }
    byte[] masked = bytes.clone();
    for (Span secret : secrets) {
      for (int i = secret.from(); i < secret.to(); i++) {
        masked[i] = bytes[i] == '\n' ? bytes[i] : MASK_BYTE;
      }
    }
    return masked;
  }

  /**
   * How far a secret can reach. Who shows a part of something larger masks this many bytes more on
   * both sides of the part and then cuts, or half a secret would stand at the edge.
   *
   * @return in bytes
   */
  public int reach() {
    return reach;
  }

  /** One character for each byte: places in the text are places in the bytes. */
  private static String asLatin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * A secret is printed as it is, in one line, line by line, inside JSON, or inside a URL. Lines of
   * words are no secrets, unlike those of a key.
   */
  private static void spell(String secret, Set<String> into) {
    into.add(secret.strip().replaceAll("\\s+", " "));
    secret.lines().map(String::strip).filter(Redactor::isLikeAKey).forEach(into::add);
    into.add(secret);
    into.add(secret.strip());
    into.add(inJson(secret.strip(), Character.MAX_VALUE));
    into.add(inJson(secret.strip(), (char) 0x7f));
    into.add(URLEncoder.encode(secret.strip(), StandardCharsets.UTF_8));
  }

  private static boolean isLikeAKey(String line) {
    return line.length() >= SHORTEST_LINE && line.chars().noneMatch(Character::isWhitespace);
  }

  private static String inJson(String secret, char lastUnescaped) {
    StringBuilder text = new StringBuilder(secret.length());
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c > lastUnescaped ? "\\u%04x".formatted((int) c) : c);
      }
    }
    return text.toString();
  }

  private static List<Span> merged(List<Span> spans) {
    if (spans.size() < 2) {
      return spans;
    }
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingInt(Span::from));
    List<Span> merged = new ArrayList<>();
    for (Span span : sorted) {
      Span last = merged.isEmpty() ? span : merged.getLast();
      if (merged.isEmpty() || span.from() > last.to()) {
        merged.add(span);
      } else {
        merged.set(merged.size() - 1, new Span(last.from(), Math.max(last.to(), span.to())));
      }
    }
    return merged;
  }
}
