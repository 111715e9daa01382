/** Who may call, and what a repeated call is answered. */
@NullMarked
package dev.orch.access;

import org.jspecify.annotations.NullMarked;
