/** What is said about sessions, their turns, follow-ups and requests. */
@NullMarked
package dev.orch.api.session;

import org.jspecify.annotations.NullMarked;
