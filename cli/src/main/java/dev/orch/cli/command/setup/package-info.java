/** Commands about orch itself on this machine. */
@NullMarked
package dev.orch.cli.command.setup;

import org.jspecify.annotations.NullMarked;
