/** The log of events as a stream that a client may take up again where it lost it. */
@NullMarked
package dev.orch.http.sse;

import org.jspecify.annotations.NullMarked;
