/** The command that takes a session's change home. */
@NullMarked
package dev.orch.cli.command.apply;

import org.jspecify.annotations.NullMarked;
