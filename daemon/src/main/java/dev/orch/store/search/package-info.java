/** The contract of what makes texts of sessions findable. */
@NullMarked
package dev.orch.store.search;

import org.jspecify.annotations.NullMarked;
