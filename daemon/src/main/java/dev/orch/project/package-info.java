/** Registering repositories and looking after what is set for them. */
@NullMarked
package dev.orch.project;

import org.jspecify.annotations.NullMarked;
