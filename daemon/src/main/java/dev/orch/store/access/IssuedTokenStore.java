package dev.orch.store.access;

import dev.orch.domain.access.IssuedToken;
import java.time.Instant;
import java.util.List;

/**
 * Tokens that were given to somebody, by their hashes. Changes happen inside a {@link
 * dev.orch.store.Transactions} unit.
 */
public interface IssuedTokenStore {

  /**
   * Adds one.
   *
   * @throws IllegalStateException if there is one of this hash
   */
  void insert(IssuedToken token);

  /** All that were not forgotten. */
  List<IssuedToken> list();

  /** Forgets the one of this hash. There may be none: a repeated call changes nothing. */
  void forget(String hash);

  /** Forgets those that have expired at this moment. */
  void forgetExpiredAt(Instant moment);
}
