/** How the stores speak SQL: units of work, rows, lists by page. */
@NullMarked
package dev.orch.store.sqlite.statement;

import org.jspecify.annotations.NullMarked;
