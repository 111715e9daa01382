package dev.orch.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.access.IssuedToken;
import dev.orch.domain.access.TokenClass;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuedTokensTest {
  private static final String OF_THE_INSTALLATION = "ours";

  @TempDir private Path folder;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private Instant now = Instant.parse("2026-12-01T12:00:00Z");

  @BeforeEach
  void open() {
    SqliteStore opened = SqliteStore.open(folder.resolve("orch.db"), folder);
    store = opened;
    stores = opened.stores();
  }

  /** As the next daemon has them. */
  private IssuedTokens tokens() {
    return IssuedTokens.over(
        token ->
            token.equals(OF_THE_INSTALLATION) ? Optional.of(TokenClass.USER) : Optional.empty(),
        stores,
        new SecureRandom(),
        () -> now);
  }

  @Test
  void whoWasGivenATokenIsKnownByIt() {
    IssuedTokens tokens = tokens();

    String page = tokens.issue(TokenClass.UI).token();

    assertThat(tokens.classOf(page)).contains(TokenClass.UI);
    assertThat(tokens.classOf(OF_THE_INSTALLATION)).contains(TokenClass.USER);
    assertThat(tokens.classOf(page.substring(1))).isEmpty();
    assertThat(tokens.classOf(RandomSecret.next(new SecureRandom()))).isEmpty();
    assertThat(tokens.classOf("")).isEmpty();
  }

  @Test
  void aTokenOutlivesTheDaemon() {
    String page = tokens().issue(TokenClass.UI).token();

    assertThat(tokens().classOf(page)).contains(TokenClass.UI);
  }

  @Test
  void theStoreHasNoTokenBySayingWhoseItIs() {
    String page = tokens().issue(TokenClass.UI).token();

    assertThat(stores.issuedTokens().list())
        .singleElement()
        .extracting(IssuedToken::hash)
        .asString()
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(page);
    IssuedToken kept = stores.issuedTokens().list().getFirst();
    assertThat(tokens().classOf(kept.hash())).isEmpty();
  }

  @Test
  void aRevokedTokenIsNobodysAlsoForTheNextDaemon() {
    IssuedTokens tokens = tokens();
    String left = tokens.issue(TokenClass.UI).token();
    String other = tokens.issue(TokenClass.UI).token();

    tokens.revoke(left);
    tokens.revoke(left);
    tokens.revoke(OF_THE_INSTALLATION);

    assertThat(tokens.classOf(left)).isEmpty();
    assertThat(tokens().classOf(left)).isEmpty();
    assertThat(tokens.classOf(other)).contains(TokenClass.UI);
    assertThat(tokens.classOf(OF_THE_INSTALLATION)).contains(TokenClass.USER);
  }

  @Test
  void aTokenLetsInForThirtyDaysAndIsThenForgotten() {
    IssuedTokens tokens = tokens();
    IssuedTokens.Issued issued = tokens.issue(TokenClass.UI);

    now = issued.expiresAt().minusMillis(1);
    assertThat(tokens.classOf(issued.token())).contains(TokenClass.UI);
    now = issued.expiresAt();
    assertThat(tokens.classOf(issued.token())).isEmpty();
    assertThat(tokens().classOf(issued.token())).isEmpty();

    String next = tokens.issue(TokenClass.UI).token();

    assertThat(stores.issuedTokens().list()).hasSize(1);
    assertThat(tokens.classOf(next)).contains(TokenClass.UI);
  }
}
