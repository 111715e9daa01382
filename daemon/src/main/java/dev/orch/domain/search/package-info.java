/** What is looked for in texts. */
@NullMarked
package dev.orch.domain.search;

import org.jspecify.annotations.NullMarked;
