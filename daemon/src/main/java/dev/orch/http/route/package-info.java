/** Parts of the list of routes that are long enough for a file of their own. */
@NullMarked
package dev.orch.http.route;

import org.jspecify.annotations.NullMarked;
