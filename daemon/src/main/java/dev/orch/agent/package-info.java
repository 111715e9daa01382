/**
 * What every agent's adapter has to say, as data and pure functions; and which agents there are.
 */
@NullMarked
package dev.orch.agent;

import org.jspecify.annotations.NullMarked;
