/** What a session is, and the table that decides what may happen to it next. */
@NullMarked
package dev.orch.domain.session;

import org.jspecify.annotations.NullMarked;
