package dev.orch.store.sqlite;

import dev.orch.domain.operation.Receipt;
import dev.orch.store.access.ReceiptStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Answers to requests that may be repeated, in the table {@code receipt}. */
final class SqliteReceiptStore implements ReceiptStore {
  private static final String INSERT =
      """
      INSERT INTO receipt (receipt_key, request_hash, status, body, created_at_ms)
      VALUES (:receipt_key, :request_hash, :status, :body, :created_at_ms)
      """;
  private static final String FIND = "SELECT * FROM receipt WHERE receipt_key = :receipt_key";
  private static final String FORGET = "DELETE FROM receipt WHERE created_at_ms < :before_ms";

  private static final String FORGET_ONE = "DELETE FROM receipt WHERE receipt_key = :receipt_key";
  private static final String COMPLETE =
      """
      UPDATE receipt SET status = :status, body = :body
      WHERE receipt_key = :receipt_key AND status = :working
      """;

  private static final RowMapper<Receipt> MAPPER = Row.mapper(SqliteReceiptStore::receipt);

  private final SqliteTransactions transactions;

  SqliteReceiptStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Receipt receipt) {
    transactions.change(handle ->
        handle
            .createUpdate(INSERT)
            .bind("receipt_key", receipt.key())
            .bind("request_hash", receipt.requestHash())
            .bind("status", receipt.status())
            .bind("body", receipt.body())
            .bind("created_at_ms", receipt.createdAt().toEpochMilli())
            .execute());
  }

  @Override
  public void complete(String key, int status, String body) {
    transactions.change(handle ->
        handle
            .createUpdate(COMPLETE)
            .bind("receipt_key", key)
            .bind("status", status)
            .bind("body", body)
            .bind("working", Receipt.WORKING)
            .execute());
  }

  @Override
  public void forget(String key) {
    transactions.change(
        handle -> handle.createUpdate(FORGET_ONE).bind("receipt_key", key).execute());
  }

  @Override
  public Optional<Receipt> find(String key) {
    return transactions.query(
        handle -> handle.createQuery(FIND).bind("receipt_key", key).map(MAPPER).findOne());
  }

  @Override
  public void forgetBefore(Instant moment) {
    transactions.change(
        handle -> handle.createUpdate(FORGET).bind("before_ms", moment.toEpochMilli()).execute());
  }

  private static Receipt receipt(Row row) throws SQLException {
    return new Receipt(
        row.requireText("receipt_key"),
        row.requireText("request_hash"),
        row.integer("status"),
        row.requireText("body"),
        row.requireInstant("created_at_ms"));
  }
}
