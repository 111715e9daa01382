package dev.orch.store.figures;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many entries of a list have the same values in all of its facets, from which follows how many
 * each choice would leave.
 *
 * @param facets their names, in the order of the values of each cell
 */
public record FacetCube(List<String> facets, List<Cell> cells) {
  /** Keeps its own copies. */
  public FacetCube {
    facets = List.copyOf(facets);
    cells = List.copyOf(cells);
  }

  /** So many entries with these values. */
  public record Cell(List<String> values, long count) {
    /** Keeps its own copy. */
    public Cell {
      values = List.copyOf(values);
    }
  }

  /**
   * The same and one more entry for each of these.
   *
   * @param others the value of every facet, by its name
   */
  public FacetCube with(List<Map<String, String>> others) {
    Stream<Cell> more =
        others.stream().map(values -> new Cell(facets.stream().map(values::get).toList(), 1));
    return new FacetCube(facets, Stream.concat(cells.stream(), more).toList());
  }

  /** The same of those entries alone that have one of these values in the facet. */
  public FacetCube within(String facet, Set<String> values) {
    int at = facets.indexOf(facet);
    return new FacetCube(
        facets, cells.stream().filter(cell -> values.contains(cell.values().get(at))).toList());
  }

  /**
   * For each facet the values that occur, and how many entries would be left if that value alone
   * were chosen there, all other choices being as they are.
   *
   * @param chosen by facet, any of these values; a facet without an entry leaves all
   */
  public SortedMap<String, SortedMap<String, Long>> counts(Map<String, Set<String>> chosen) {
    SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
    for (int facet = 0; facet < facets.size(); facet++) {
      SortedMap<String, Long> values = new TreeMap<>();
      for (Cell cell : cells) {
        if (isLeft(cell, facet, chosen)) {
          values.merge(cell.values().get(facet), cell.count(), Long::sum);
        }
      }
      counts.put(facets.get(facet), values);
    }
    return counts;
  }

  private boolean isLeft(Cell cell, int except, Map<String, Set<String>> chosen) {
    for (int facet = 0; facet < facets.size(); facet++) {
      Set<String> wanted = chosen.get(facets.get(facet));
      if (facet != except && wanted != null && !wanted.contains(cell.values().get(facet))) {
        return false;
      }
    }
    return true;
  }
}
