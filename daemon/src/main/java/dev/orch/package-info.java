/** The daemon as a process, and its composition root. */
@NullMarked
package dev.orch;

import org.jspecify.annotations.NullMarked;
