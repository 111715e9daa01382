/** The stores in one SQLite file. */
@NullMarked
package dev.orch.store.sqlite;

import org.jspecify.annotations.NullMarked;
