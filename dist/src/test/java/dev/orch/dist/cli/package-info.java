/** The command line as a person or a script runs it: real processes, the built image. */
@NullMarked
package dev.orch.dist.cli;

import org.jspecify.annotations.NullMarked;
