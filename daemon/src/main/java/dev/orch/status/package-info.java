/** What the daemon says of itself. */
@NullMarked
package dev.orch.status;

import org.jspecify.annotations.NullMarked;
