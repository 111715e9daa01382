/** The settings of the daemon. */
@NullMarked
package dev.orch.config;

import org.jspecify.annotations.NullMarked;
