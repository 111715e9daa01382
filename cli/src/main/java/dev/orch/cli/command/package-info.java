/** The command line's commands, one class each. */
@NullMarked
package dev.orch.cli.command;

import org.jspecify.annotations.NullMarked;
