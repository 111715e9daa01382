/** Delete, and what lies in the trash. */
@NullMarked
package dev.orch.cli.command.cleanup;

import org.jspecify.annotations.NullMarked;
