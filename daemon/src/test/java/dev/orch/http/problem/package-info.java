/** Every problem of the catalogue, as a client meets it. */
@NullMarked
package dev.orch.http.problem;

import org.jspecify.annotations.NullMarked;
