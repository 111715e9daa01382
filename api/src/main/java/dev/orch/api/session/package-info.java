/** What is said about sessions, their turns, follow-ups, requests and output. */
@NullMarked
package dev.orch.api.session;

import org.jspecify.annotations.NullMarked;
