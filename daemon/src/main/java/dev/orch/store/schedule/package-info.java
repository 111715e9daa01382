/** What is remembered of the queue and of leased ports. */
@NullMarked
package dev.orch.store.schedule;

import org.jspecify.annotations.NullMarked;
