/** How a page of the user interface is let in. */
@NullMarked
package dev.orch.api.access;

import org.jspecify.annotations.NullMarked;
