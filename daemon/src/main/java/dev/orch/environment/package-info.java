/** What environment agents get: the user's, as in a terminal, less what is not for them. */
@NullMarked
package dev.orch.environment;

import org.jspecify.annotations.NullMarked;
