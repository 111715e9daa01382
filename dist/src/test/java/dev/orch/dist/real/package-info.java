/** The whole product with the real Claude Code, whose model is scripted. */
@NullMarked
package dev.orch.dist.real;

import org.jspecify.annotations.NullMarked;
