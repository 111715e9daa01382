/** Agents as child processes: the scripted one and real ones, driven over their line protocol. */
@NullMarked
package dev.orch.dist.agents;

import org.jspecify.annotations.NullMarked;
