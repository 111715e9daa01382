/** What agents ask, and what a person answers. */
@NullMarked
package dev.orch.cli.command.inbox;

import org.jspecify.annotations.NullMarked;
