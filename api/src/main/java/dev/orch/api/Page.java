package dev.orch.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the list's stable order
 * @param nextCursor what {@code cursor} takes for the next page; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
