/** A run of everything with scripted agents in a place of its own. */
@NullMarked
package dev.orch.cli.demo;

import org.jspecify.annotations.NullMarked;
