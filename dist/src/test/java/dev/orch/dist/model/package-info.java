/**
 * A scripted stand-in for the model service that real agents call: the prompt says what it answers.
 */
@NullMarked
package dev.orch.dist.model;

import org.jspecify.annotations.NullMarked;
