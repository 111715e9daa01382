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
    Map<String, String> more = new LinkedHashMap<>(rows);
    more.put(word, text);
    return new Complaint(headline, more);
  }
}
