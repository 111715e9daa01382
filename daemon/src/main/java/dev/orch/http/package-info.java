/** The outside: HTTP in front of the use cases. The only package that the engine is known to. */
@NullMarked
package dev.orch.http;

import org.jspecify.annotations.NullMarked;
