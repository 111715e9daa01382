/** What comes as streams that a client may take up again where it lost them. */
@NullMarked
package dev.orch.http.sse;

import org.jspecify.annotations.NullMarked;
