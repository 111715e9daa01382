package dev.orch.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, with how many entries each choice of a filter would leave in the list.
 *
 * @param nextCursor as in {@link Page}
 * @param facets by filter and value; each filter is counted as if only its own choice changed
 */
public record FacetedPage<T>(
    List<T> items, @Nullable String nextCursor, Map<String, Map<String, Long>> facets) {}
