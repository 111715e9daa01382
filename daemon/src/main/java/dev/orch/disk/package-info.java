/** How much room there is, and what may be done with so much. */
@NullMarked
package dev.orch.disk;

import org.jspecify.annotations.NullMarked;
