/** What a person says of a session's change, on the wire. */
@NullMarked
package dev.orch.api.comment;

import org.jspecify.annotations.NullMarked;
