/** What ends a command early, and what the user is told then. */
@NullMarked
package dev.orch.cli.failure;

import org.jspecify.annotations.NullMarked;
