/** What agents wait for, and the answers of people. */
@NullMarked
package dev.orch.inbox;

import org.jspecify.annotations.NullMarked;
