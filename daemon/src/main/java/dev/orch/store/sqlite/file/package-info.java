/** The database file itself: whose it is, which schema it has, connections to it. */
@NullMarked
package dev.orch.store.sqlite.file;

import org.jspecify.annotations.NullMarked;
