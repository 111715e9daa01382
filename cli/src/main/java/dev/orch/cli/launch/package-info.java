/** Starts the daemon and lets go of it. */
@NullMarked
package dev.orch.cli.launch;

import org.jspecify.annotations.NullMarked;
