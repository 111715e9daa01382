/**
 * What touches files on a person's behalf: delete, and what gives back, takes home or frees. All of
 * them have one shape, so that a kill at any moment is harmless:
 *
 * <ol>
 *   <li>a <em>planner</em> of the kind reads and makes the plan; it changes nothing;
 *   <li>{@link Operations#begin} commits the plan as a row, in the unit that also takes the step of
 *       the session and keeps the receipt as {@code working};
 *   <li>the {@link OperationExecutor} of the kind carries the plan out. It is told nothing but the
 *       plan, and doing it twice does what doing it once does;
 *   <li>{@link Operations#carryOut} commits the end with its event and the answer.
 * </ol>
 *
 * <p>What a start finds open is carried out before any session is settled, but for what a script is
 * to run for: that is carried out beside the daemon once it answers. A launch waits while its
 * session has an operation that is open.
 *
 * <p>A new kind takes: a constant of {@code Operation.Kind}, a planner with a service that calls
 * {@code begin} and {@code carryOut}, an executor in the list that the composition root hands to
 * {@link Operations}, and a handler that answers through {@code Once.answerLong}.
 */
@NullMarked
package dev.orch.operation;

import org.jspecify.annotations.NullMarked;
