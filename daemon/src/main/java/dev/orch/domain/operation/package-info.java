/** What is kept beside a session: files it leaves, receipts of requests. */
@NullMarked
package dev.orch.domain.operation;

import org.jspecify.annotations.NullMarked;
