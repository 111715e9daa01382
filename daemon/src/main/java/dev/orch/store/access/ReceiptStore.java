package dev.orch.store.access;

import dev.orch.domain.operation.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers to requests that may be repeated. Changes happen inside a {@link
 * dev.orch.store.Transactions} unit.
 */
public interface ReceiptStore {

  /**
   * Adds a receipt, in the unit of what the request did.
   *
   * @throws IllegalStateException if the key is taken
   */
  void insert(Receipt receipt);

  /** Puts an answer in the place of {@code working}. Does nothing where none is. */
  void complete(String key, int status, String body);

  /** Forgets the one of this key, so that the request may be made anew. */
  void forget(String key);

  /** By key. */
  Optional<Receipt> find(String key);

  /** Forgets those from before this moment. */
  void forgetBefore(Instant moment);
}
