/** Taking a session's change into the checkout, on the wire. */
@NullMarked
package dev.orch.api.apply;

import org.jspecify.annotations.NullMarked;
