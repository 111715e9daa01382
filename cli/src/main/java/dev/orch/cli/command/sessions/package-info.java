/** Commands below orch sessions. */
@NullMarked
package dev.orch.cli.command.sessions;

import org.jspecify.annotations.NullMarked;
