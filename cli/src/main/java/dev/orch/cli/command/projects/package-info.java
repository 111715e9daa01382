/** Commands below orch projects. */
@NullMarked
package dev.orch.cli.command.projects;

import org.jspecify.annotations.NullMarked;
