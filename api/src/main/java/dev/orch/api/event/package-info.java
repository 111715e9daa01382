/** What each type of event says: wire contract and vocabulary at once. */
@NullMarked
package dev.orch.api.event;

import org.jspecify.annotations.NullMarked;
