/** What is remembered, as contracts without a word of SQL: one unit of work over all stores. */
@NullMarked
package dev.orch.store;

import org.jspecify.annotations.NullMarked;
