/** Commands in words: read, and put into words. Pure. */
@NullMarked
package dev.orch.command.grammar;

import org.jspecify.annotations.NullMarked;
