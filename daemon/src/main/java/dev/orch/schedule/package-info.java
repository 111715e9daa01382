/** Decides who may launch, and which ports are whose. */
@NullMarked
package dev.orch.schedule;

import org.jspecify.annotations.NullMarked;
