/** What each route does: from the wire to a use case and back. */
@NullMarked
package dev.orch.http.handler;

import org.jspecify.annotations.NullMarked;
