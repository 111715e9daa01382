package dev.orch.store.sqlite.statement;

import dev.orch.store.figures.FacetCube;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Counts the rows of a table by all of its facets at once. */
public record Cube(String table, List<Facet> facets) {
  /** Keeps its own copy. */
  public Cube {
    facets = List.copyOf(facets);
  }

  /** By what rows are told apart, and the column that holds it; never null. */
  public record Facet(String name, String column) {}

  public FacetCube count(Handle handle, Conditions conditions) {
    String columns = facets.stream().map(Facet::column).collect(Collectors.joining(", "));
    String sql =
        "SELECT %s, COUNT(*) AS entries FROM %s%s\nGROUP BY %s"
            .formatted(columns, table, conditions.where(), columns);
    List<FacetCube.Cell> cells =
        conditions.bindTo(handle.createQuery(sql)).map((row, _) -> cell(row)).list();
    return new FacetCube(facets.stream().map(Facet::name).toList(), cells);
  }

  private FacetCube.Cell cell(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int column = 1; column <= facets.size(); column++) {
      values.add(Objects.requireNonNull(row.getString(column)));
    }
    return new FacetCube.Cell(values, row.getLong("entries"));
  }
}
