/** The draft of a review of a session's change, which becomes one follow-up. */
@NullMarked
package dev.orch.comments;

import org.jspecify.annotations.NullMarked;
