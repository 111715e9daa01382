/** Who may call, in the words of the domain. */
@NullMarked
package dev.orch.domain.access;

import org.jspecify.annotations.NullMarked;
