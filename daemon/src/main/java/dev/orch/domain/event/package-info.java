/** What an event is: an immutable fact in the log. */
@NullMarked
package dev.orch.domain.event;

import org.jspecify.annotations.NullMarked;
