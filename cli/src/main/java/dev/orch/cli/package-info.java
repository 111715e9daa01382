/** The command line: a thin client of the daemon. */
@NullMarked
package dev.orch.cli;

import org.jspecify.annotations.NullMarked;
