/** What is read of a checkout, and what never is. */
@NullMarked
package dev.orch.repository;

import org.jspecify.annotations.NullMarked;
