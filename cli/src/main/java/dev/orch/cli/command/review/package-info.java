/** The command that comments on a session's change. */
@NullMarked
package dev.orch.cli.command.review;

import org.jspecify.annotations.NullMarked;
