/** What is said about deleting sessions and about what that leaves. */
@NullMarked
package dev.orch.api.cleanup;

import org.jspecify.annotations.NullMarked;
