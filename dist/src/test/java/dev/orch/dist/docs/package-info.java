/** Holds the pages that people wrote to what is there. */
@NullMarked
package dev.orch.dist.docs;

import org.jspecify.annotations.NullMarked;
