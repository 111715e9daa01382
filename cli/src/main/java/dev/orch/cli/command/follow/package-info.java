/** Shows what an agent says and does while it does it. */
@NullMarked
package dev.orch.cli.command.follow;

import org.jspecify.annotations.NullMarked;
