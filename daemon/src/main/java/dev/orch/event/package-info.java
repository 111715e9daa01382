/** The log as others see it: without secrets, and followed as it grows. */
@NullMarked
package dev.orch.event;

import org.jspecify.annotations.NullMarked;
