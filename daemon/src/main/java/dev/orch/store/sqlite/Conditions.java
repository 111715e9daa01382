package dev.orch.store.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a list that are set, as clauses of constant text with named parameters. A filter
 * that is not set leaves no clause, so that the indexes serve those that are.
 */
final class Conditions {
  private final List<String> clauses = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  /** Adds a clause with one parameter of this name, unless the value is null. */
  Conditions and(String clause, String name, @Nullable Object value) {
    if (value != null) {
      clauses.add(clause);
      values.put(name, value);
    }
    return this;
  }

  /** Gives a clause's second parameter its value. */
  Conditions bind(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Adds that the column holds one of the words, unless there are none. */
  Conditions in(String column, Collection<String> words) {
    List<String> names = new ArrayList<>();
    for (String word : words) {
      String name = column + names.size();
      names.add(":" + name);
      values.put(name, word);
    }
    if (!names.isEmpty()) {
      clauses.add(column + " IN (" + String.join(", ", names) + ")");
    }
    return this;
  }

  /** Adds that one of the clauses holds, unless there are none. */
  Conditions anyOf(List<String> alternatives) {
    if (!alternatives.isEmpty()) {
      clauses.add("(" + String.join(" OR ", alternatives) + ")");
    }
    return this;
  }

  /** All clauses behind {@code WHERE}, or nothing. */
  String where() {
    return clauses.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", clauses);
  }

  <S extends SqlStatement<S>> S bindTo(S statement) {
    values.forEach(statement::bind);
    return statement;
  }
}
