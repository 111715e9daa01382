package dev.orch.doctor;

import java.util.List;

/**
 * What the daemon was told and does not know.
 *
 * @param unknown one sentence for each name, which it begins with
 */
public record UnknownSettings(List<String> unknown) implements Check {
  /** Keeps its own copy. */
  public UnknownSettings {
    unknown = List.copyOf(unknown);
  }

  @Override
  public List<Finding> look() {
    return unknown.stream()
        .map(sentence ->
            Finding.told(
                Finding.Code.SETTING_UNKNOWN,
                sentence,
                sentence.split(" ", 2)[0],
                "put it right where it stands, then: orch down, orch up; orch config shows what is"
                    + " in force"))
        .toList();
  }
}
