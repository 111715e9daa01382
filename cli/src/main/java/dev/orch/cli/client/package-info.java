/** Finds the daemon and talks to it; nothing else knows HTTP or the token. */
@NullMarked
package dev.orch.cli.client;

import org.jspecify.annotations.NullMarked;
