/** The real daemon as a process of its own, driven from outside. */
@NullMarked
package dev.orch.dist.daemon;

import org.jspecify.annotations.NullMarked;
