/** Supervision by two small POSIX shell scripts and the files of a run folder. */
@NullMarked
package dev.orch.runtime.sh;

import org.jspecify.annotations.NullMarked;
