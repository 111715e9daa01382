package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.access.IssuedToken;
import dev.orch.domain.access.TokenClass;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link dev.orch.store.access.IssuedTokenStore} does. */
public abstract class IssuedTokenStoreContract extends StoresContract {

  @Test
  void whatWasIssuedIsListedOldestFirst() {
    IssuedToken second = insert("b", Samples.NOON.plusSeconds(1));
    IssuedToken first = insert("a", Samples.NOON);

    assertThat(stores.issuedTokens().list()).containsExactly(first, second);
  }

  @Test
  void aHashIsTakenOnce() {
    IssuedToken token = insert("a", Samples.NOON);

    assertThatThrownBy(() -> insert("a", Samples.NOON.plusSeconds(1)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stores.issuedTokens().list()).containsExactly(token);
  }

  @Test
  void oneIsForgottenByItsHashAlsoAgain() {
    insert("gone", Samples.NOON);
    IssuedToken kept = insert("kept", Samples.NOON);

    write(() -> stores.issuedTokens().forget("gone"));
    write(() -> stores.issuedTokens().forget("gone"));

    assertThat(stores.issuedTokens().list()).containsExactly(kept);
  }

  @Test
  void expiredOnesAreForgotten() {
    IssuedToken old = insert("old", Samples.NOON);
    IssuedToken young = insert("young", Samples.NOON.plusMillis(1));

    write(() -> stores.issuedTokens().forgetExpiredAt(old.expiresAt()));

    assertThat(stores.issuedTokens().list()).containsExactly(young);
  }

  private IssuedToken insert(String hash, Instant at) {
    IssuedToken token = new IssuedToken(hash, TokenClass.UI, at, at.plusSeconds(60));
    write(() -> stores.issuedTokens().insert(token));
    return token;
  }
}
