package dev.orch.cli.doctor;

import dev.orch.api.installation.FindingView;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, seen from outside.
 *
 * @param repair puts it right; null where no program can
 */
record Trace(FindingView view, @Nullable Repair repair) {

  /** Puts something right. */
  @FunctionalInterface
  interface Repair {
    void run() throws IOException;
  }

  /** One that only a person can put right. */
  static Trace told(String code, String what, @Nullable Path where, String hint) {
    return of(code, what, where, hint, null);
  }

  static Trace of(
      String code, String what, @Nullable Path where, String hint, @Nullable Repair repair) {
    String place = where == null ? null : where.toString();
    String id = place == null ? code : code + ":" + place;
    return new Trace(new FindingView(id, code, what, place, hint, repair != null), repair);
  }
}
