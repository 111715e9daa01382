/** The contract of what is counted. */
@NullMarked
package dev.orch.store.figures;

import org.jspecify.annotations.NullMarked;
