/** What the daemon is told by its environment and its files, parsed once at the edge. */
@NullMarked
package dev.orch.config;

import org.jspecify.annotations.NullMarked;
