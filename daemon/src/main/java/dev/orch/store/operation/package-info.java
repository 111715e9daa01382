/** What is remembered of work on files, and how all of a session is forgotten. */
@NullMarked
package dev.orch.store.operation;

import org.jspecify.annotations.NullMarked;
