/** How what is said in sessions is found in SQLite. */
@NullMarked
package dev.orch.store.sqlite.search;

import org.jspecify.annotations.NullMarked;
