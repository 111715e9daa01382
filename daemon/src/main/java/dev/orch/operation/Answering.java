package dev.orch.operation;

import org.jspecify.annotations.Nullable;

/**
 * What the request that is answered at the end has kept on the way.
 *
 * @param receiptKey null where nothing is kept
 * @param working called once, inside the first unit
 * @param done called once, inside the last unit
 */
public record Answering(@Nullable String receiptKey, Runnable working, Runnable done) {
  /** Where nobody waits. */
  public static final Answering NOBODY = new Answering(null, () -> {}, () -> {});
}
