/** Starts agents so that they outlive the daemon, reads what they print, feeds and stops them. */
@NullMarked
package dev.orch.runtime;

import org.jspecify.annotations.NullMarked;
