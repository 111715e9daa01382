/** The wire contract's records as JSON: strict in what is taken. */
@NullMarked
package dev.orch.http.json;

import org.jspecify.annotations.NullMarked;
