package dev.orch.store.sqlite.statement;

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
public final class Conditions {
  private final List<String> clauses = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  /** Adds a clause with one parameter of this name, unless the value is null. */
  public Conditions and(String clause, String name, @Nullable Object value) {
    if (value != null) {
      clauses.add(clause);
      values.put(name, value);
    }
    return this;
  }

  /** Adds a clause without a parameter. */
  public Conditions and(String clause) {
    clauses.add(clause);
    return this;
  }

  /** Gives a clause's second parameter its value. */
  public Conditions bind(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /**
   * Adds that the column holds one of the words, unless there are none. No index is taken for it:
   * what several words pick has to be sorted, which costs more than to pass over what does not fit.
   */
  public Conditions in(String column, Collection<String> words) {
    List<String> names = new ArrayList<>();
    for (String word : words) {
      String name = column + names.size();
      names.add(":" + name);
      values.put(name, word);
    }
    if (!names.isEmpty()) {
      clauses.add("+%s IN (%s)".formatted(column, String.join(", ", names)));
    }
    return this;
  }

  /** The same, to which more is added. */
  public Conditions copy() {
    Conditions copy = new Conditions();
    copy.clauses.addAll(clauses);
    copy.values.putAll(values);
    return copy;
  }

  /** All clauses behind {@code WHERE}, or nothing. */
  public String where() {
    return clauses.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", clauses);
  }

  public <S extends SqlStatement<S>> S bindTo(S statement) {
    values.forEach(statement::bind);
    return statement;
  }
}
