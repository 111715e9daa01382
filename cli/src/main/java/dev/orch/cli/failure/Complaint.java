package dev.orch.cli.failure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a command ends early, for the user.
 *
 * @param headline one line: what happened
 * @param rows what else there is to know or to do, by a word each, in order
 */
public record Complaint(String headline, Map<String, String> rows) {

  /** Without anything to add. */
  public static Complaint of(String headline) {
    return new Complaint(headline, Map.of());
  }

  /** The same with one more row. */
  public Complaint with(String word, String text) {
    return with(Map.of(word, text));
  }

  /** The same with a row before all others. */
  public Complaint first(String word, String text) {
    return new Complaint(headline, Map.of(word, text)).with(rows);
  }

  /** The same with more rows. */
  public Complaint with(Map<String, String> added) {
    Map<String, String> more = new LinkedHashMap<>(rows);
    more.putAll(added);
    return new Complaint(headline, more);
  }
}
