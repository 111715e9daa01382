/** The description of the API: made from the routes and records, and held against every answer. */
@NullMarked
package dev.orch.http.openapi;

import org.jspecify.annotations.NullMarked;
