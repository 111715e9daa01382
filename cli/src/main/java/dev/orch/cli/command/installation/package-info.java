/** Commands that look after the installation as a whole. */
@NullMarked
package dev.orch.cli.command.installation;

import org.jspecify.annotations.NullMarked;
