package dev.orch.access;

import dev.orch.domain.access.IssuedToken;
import dev.orch.domain.access.TokenClass;
import dev.orch.domain.operation.Sha256;
import dev.orch.store.Stores;
import dev.orch.store.Transactions;
import dev.orch.store.access.IssuedTokenStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens that are given to pages, beside the one of the installation. Only their hashes are kept:
 * nobody can read a token out of the database. They outlive the daemon. Any thread may call it.
 */
public final class IssuedTokens implements Callers {
  /** How long a token lets in. */
  public static final Duration VALID = Duration.ofDays(30);

  private final Callers installation;
  private final IssuedTokenStore store;
  private final Transactions transactions;
  private final SecureRandom random;
  private final InstantSource clock;

  /** All that are in the store, by hash: no request waits for the database to be let in. */
  private final Map<String, IssuedToken> known = new ConcurrentHashMap<>();

  private IssuedTokens(
      Callers installation, Stores stores, SecureRandom random, InstantSource clock) {
    this.installation = installation;
    this.store = stores.issuedTokens();
    this.transactions = stores.transactions();
    this.random = random;
    this.clock = clock;
  }

  /**
   * All that were issued before, which are read once.
   *
   * @param installation knows the token that is issued to nobody
   */
  public static IssuedTokens over(
      Callers installation, Stores stores, SecureRandom random, InstantSource clock) {
    IssuedTokens tokens = new IssuedTokens(installation, stores, random, clock);
    tokens
        .transactions
        .read(tokens.store::list)
        .forEach(token -> tokens.known.put(token.hash(), token));
    return tokens;
  }

  /**
   * A token that was just issued.
   *
   * @param token nobody can ask for it again
   * @param expiresAt from this moment on it is nobody's
   */
  public record Issued(String token, Instant expiresAt) {}

  /**
   * A new token at every call, committed before it is given out. Forgets those that have expired.
   *
   * @throws dev.orch.store.StoreUnavailableException if it cannot be kept; none is issued then
   */
  public Issued issue(TokenClass tokenClass) {
    Instant now = clock.instant();
    String token = RandomSecret.next(random);
    IssuedToken kept = new IssuedToken(hash(token), tokenClass, now, now.plus(VALID));
    transactions.write(() -> {
      store.forgetExpiredAt(now);
      store.insert(kept);
    });
    known.values().removeIf(before -> !before.isValidAt(now));
    known.put(kept.hash(), kept);
    return new Issued(token, kept.expiresAt());
  }

  /**
   * Makes the token nobody's, for good: whoever has a copy of it is refused from now on. The token
   * of the installation was issued to nobody and stays. A repeated call changes nothing.
   *
   * @throws dev.orch.store.StoreUnavailableException if that cannot be kept; it lets in as before
   */
  public void revoke(String token) {
    String hash = hash(token);
    transactions.write(() -> store.forget(hash));
    known.remove(hash);
  }

  @Override
  public Optional<TokenClass> classOf(String token) {
    return installation.classOf(token).or(() -> classOfIssued(token));
  }

  private Optional<TokenClass> classOfIssued(String token) {
    if (!RandomSecret.FORM.matcher(token).matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(known.get(hash(token)))
        .filter(issued -> issued.isValidAt(clock.instant()))
        .map(IssuedToken::tokenClass);
  }

  private static String hash(String token) {
    return Sha256.begin().with(token.getBytes(StandardCharsets.US_ASCII)).hex();
  }
}
