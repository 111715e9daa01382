/** Copies of the database that a person asks for. */
@NullMarked
package dev.orch.backup;

import org.jspecify.annotations.NullMarked;
