/** Requests that are made from the API's description and then spoilt. */
@NullMarked
package dev.orch.http.fuzz;

import org.jspecify.annotations.NullMarked;
