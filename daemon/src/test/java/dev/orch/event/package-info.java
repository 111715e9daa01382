/** Tests of the log as others see it. */
@NullMarked
package dev.orch.event;

import org.jspecify.annotations.NullMarked;
