/** Tests of the files that a session leaves. */
@NullMarked
package dev.orch.artifact;

import org.jspecify.annotations.NullMarked;
