package dev.orch.http.json;

import dev.orch.api.Planned;
import dev.orch.api.ProblemType;
import java.lang.reflect.RecordComponent;
import java.util.EnumSet;
import java.util.Set;

/** What {@link Json#read} refuses a body for, as far as its record's type tells. */
public final class BodyRefusals {
  private BodyRefusals() {}

  /** What a body of this type may be refused for. */
  public static Set<ProblemType> of(Class<?> body) {
    Set<ProblemType> refusals =
        EnumSet.of(
            ProblemType.MALFORMED_JSON, ProblemType.UNKNOWN_FIELD, ProblemType.INVALID_FIELD);
    add(body, refusals);
    return refusals;
  }

  private static void add(Class<?> type, Set<ProblemType> refusals) {
    if (type.isAnnotationPresent(Planned.class)) {
      refusals.add(ProblemType.NOT_AVAILABLE_YET);
    }
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components == null ? new RecordComponent[0] : components) {
      if (RecordRules.isRequired(component)) {
        refusals.add(ProblemType.MISSING_FIELD);
      }
      add(component.getType(), refusals);
    }
  }
}
