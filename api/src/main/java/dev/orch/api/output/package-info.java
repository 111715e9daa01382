/** What an agent printed, as it is read and followed. */
@NullMarked
package dev.orch.api.output;

import org.jspecify.annotations.NullMarked;
