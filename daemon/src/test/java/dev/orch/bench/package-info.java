/** What {@code bench/run} measures: the built daemon on a large store, over HTTP. */
@NullMarked
package dev.orch.bench;

import org.jspecify.annotations.NullMarked;
