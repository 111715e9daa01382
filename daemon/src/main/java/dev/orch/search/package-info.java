/** Makes what people and agents said findable, and shows where it was found. */
@NullMarked
package dev.orch.search;

import org.jspecify.annotations.NullMarked;
