/**
 * What is kept beside a session (files it leaves, receipts of requests), and how files and programs
 * of the machine are known.
 */
@NullMarked
package dev.orch.domain.operation;

import org.jspecify.annotations.NullMarked;
