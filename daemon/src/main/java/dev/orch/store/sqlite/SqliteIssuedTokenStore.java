package dev.orch.store.sqlite;

import dev.orch.domain.access.IssuedToken;
import dev.orch.domain.access.TokenClass;
import dev.orch.store.access.IssuedTokenStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/** Tokens that were given to somebody, in the table {@code issued_token}. */
final class SqliteIssuedTokenStore implements IssuedTokenStore {
  private static final String INSERT =
      """
      INSERT INTO issued_token (token_hash, token_class, created_at_ms, expires_at_ms)
      VALUES (:token_hash, :token_class, :created_at_ms, :expires_at_ms)
      """;
  private static final String LIST = "SELECT * FROM issued_token ORDER BY created_at_ms";
  private static final String FORGET = "DELETE FROM issued_token WHERE token_hash = :token_hash";
  private static final String FORGET_EXPIRED =
      "DELETE FROM issued_token WHERE expires_at_ms <= :now_ms";

  private static final RowMapper<IssuedToken> MAPPER = Row.mapper(SqliteIssuedTokenStore::token);

  private final SqliteTransactions transactions;

  SqliteIssuedTokenStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(IssuedToken token) {
    transactions.change(handle ->
        handle
            .createUpdate(INSERT)
            .bind("token_hash", token.hash())
            .bind("token_class", token.tokenClass().wireName())
            .bind("created_at_ms", token.createdAt().toEpochMilli())
            .bind("expires_at_ms", token.expiresAt().toEpochMilli())
            .execute());
  }

  @Override
  public List<IssuedToken> list() {
    return transactions.query(handle -> handle.createQuery(LIST).map(MAPPER).list());
  }

  @Override
  public void forget(String hash) {
    transactions.change(handle -> handle.createUpdate(FORGET).bind("token_hash", hash).execute());
  }

  @Override
  public void forgetExpiredAt(Instant moment) {
    transactions.change(handle ->
        handle.createUpdate(FORGET_EXPIRED).bind("now_ms", moment.toEpochMilli()).execute());
  }

  private static IssuedToken token(Row row) throws SQLException {
    return new IssuedToken(
        row.requireText("token_hash"),
        TokenClass.of(row.requireText("token_class")),
        row.requireInstant("created_at_ms"),
        row.requireInstant("expires_at_ms"));
  }
}
