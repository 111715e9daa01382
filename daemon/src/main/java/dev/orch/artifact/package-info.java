/** The files that a session leaves: what its turns made, and a log for people. */
@NullMarked
package dev.orch.artifact;

import org.jspecify.annotations.NullMarked;
