/** Apply and its undo, as operations. */
@NullMarked
package dev.orch.operation.apply;

import org.jspecify.annotations.NullMarked;
