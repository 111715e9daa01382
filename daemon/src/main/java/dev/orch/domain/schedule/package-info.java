/** Who waits for a place to run in, and which ports are whose. */
@NullMarked
package dev.orch.domain.schedule;

import org.jspecify.annotations.NullMarked;
