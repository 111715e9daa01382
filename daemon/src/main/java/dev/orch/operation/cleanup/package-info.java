/** Delete, what it leaves in the trash, and how that is had back. */
@NullMarked
package dev.orch.operation.cleanup;

import org.jspecify.annotations.NullMarked;
