/** Commands about the daemon itself. */
@NullMarked
package dev.orch.cli.command.daemon;

import org.jspecify.annotations.NullMarked;
