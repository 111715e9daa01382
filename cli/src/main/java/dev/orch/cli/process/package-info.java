/** Processes of this machine that the command line starts or looks at. */
@NullMarked
package dev.orch.cli.process;

import org.jspecify.annotations.NullMarked;
