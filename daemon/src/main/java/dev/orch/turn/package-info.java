/**
 * A turn from its row to its last commit: launch, the loop over its process, the end, the restart.
 */
@NullMarked
package dev.orch.turn;

import org.jspecify.annotations.NullMarked;
