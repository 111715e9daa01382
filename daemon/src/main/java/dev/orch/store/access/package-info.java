/** What is remembered of callers: the tokens they were given, and the answers they had. */
@NullMarked
package dev.orch.store.access;

import org.jspecify.annotations.NullMarked;
