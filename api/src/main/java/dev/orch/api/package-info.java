/** The wire contract: what requests and answers say, where they go and what can go wrong. */
@NullMarked
package dev.orch.api;

import org.jspecify.annotations.NullMarked;
