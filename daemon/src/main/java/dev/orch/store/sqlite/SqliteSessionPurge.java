package dev.orch.store.sqlite;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Receipt;
import dev.orch.domain.session.SessionId;
import dev.orch.store.operation.SessionPurge;
import dev.orch.store.sqlite.search.SqliteSearchIndex;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.util.Arrays;
import java.util.List;

/** Forgets rows of sessions in all tables. */
final class SqliteSessionPurge implements SessionPurge {
  /** A new table with a session in it belongs here; a test looks for those that do not. */
  static final List<String> ROWS =
      List.of(
          "DELETE FROM outbox WHERE session_id = :id",
          "DELETE FROM input_request WHERE session_id = :id",
          "DELETE FROM follow_up WHERE session_id = :id",
          "DELETE FROM comment WHERE session_id = :id",
          "DELETE FROM comment_draft WHERE session_id = :id",
          "DELETE FROM artifact WHERE session_id = :id",
          "DELETE FROM turn WHERE session_id = :id",
          "DELETE FROM launch_queue WHERE session_id = :id",
          "DELETE FROM port_lease WHERE session_id = :id",
          "DELETE FROM released_worktree WHERE session_id = :id",
          "DELETE FROM operation WHERE session_id = :id AND kind <> 'delete'");

  /** Why an earlier delete was not done names files; that it was not is still known. */
  private static final String BLANK_FAILURES =
      """
      UPDATE operation SET failure = 'it ended before the session was deleted'
      WHERE session_id = :id AND failure IS NOT NULL
      """;

  /** The events of its life, which say when it was what, and why; less all that they quote. */
  private static final List<String> KEPT =
      Arrays.stream(EventType.values())
          .filter(type -> SessionPayload.class.isAssignableFrom(type.payload()))
          .map(EventType::wireName)
          .toList();

  private static final String FORGET_EVENTS =
      "DELETE FROM event WHERE session_id = :id AND type NOT IN (<kept>)";

  /**
   * Only what is there is replaced: a payload gains no field. What it was warned of names files and
   * processes; which warning it was does not.
   */
  private static final String BLANK_EVENTS =
      """
      UPDATE event
      SET payload = json_replace(payload, '$.title', '', '$.text', '', '$.hint', NULL,
                                 '$.detail', NULL, '$.branch', NULL,
                                 '$.base_ref', NULL, '$.base_commit', NULL,
                                 '$.worktree_path', NULL, '$.source', NULL)
      WHERE session_id = :id
      """;

  private static final String BLANK_SESSION =
      """
      UPDATE session
      SET title = '', prompt = '', model = NULL, scope_path = NULL, branch = NULL,
          base_ref = NULL, base_commit = NULL, head_commit = NULL, folder = '', log = '',
          agent_session_id = NULL, exit_code = NULL, last_line = NULL, changes = NULL,
          warnings = '[]'
      WHERE id = :id
      """;

  /**
   * A command that the session refused is not recorded as its own: it names it as it was typed, by
   * its id or a beginning of that. One that may have meant another session too goes with the first
   * of them.
   */
  private static final String REFUSED =
      "session_id IS NULL AND length(session) >= 3 AND substr(:id, 1, length(session)) = session";

  /**
   * Why it was refused may quote a branch, whose name may hold words of the prompt, and so may what
   * to do.
   */
  private static final String BLANK_REJECTIONS =
      """
      UPDATE event
      SET payload = json_replace(payload, '$.detail', '', '$.hint', NULL)
      WHERE type = 'command.rejected'
        AND payload ->> '$.command_id' IN (SELECT id FROM command WHERE %s)
      """
          .formatted(REFUSED);

  private static final String BLANK_COMMANDS =
      """
      UPDATE command
      SET text = NULL, prompt = NULL, scope_path = NULL, model = NULL, base = NULL, branch = NULL,
          problem_detail = IIF(problem IS NULL, NULL, ''), problem_hint = NULL
      WHERE session_id = :id OR %s
      """
          .formatted(REFUSED);

  /**
   * The answers to its requests show it, or a message that was kept for it: of a repeated one it is
   * still known that it was done. That another session waited for its place ({@code running}) tells
   * nothing of it. Which messages there were its events say, so they are forgotten after.
   */
  private static final String BLANK_RECEIPTS =
      """
      UPDATE receipt SET body = '', status = :deleted
      WHERE json_valid(body)
        AND (EXISTS (SELECT 1 FROM json_tree(body)
                      WHERE atom = :id AND path NOT LIKE '%.running')
             OR body ->> '$.id' IN
                (SELECT json_extract(payload, '$.follow_up_id') FROM event
                 WHERE session_id = :id AND type LIKE 'follow!_up.%' ESCAPE '!'))
      """;

  private final SqliteTransactions transactions;

  SqliteSessionPurge(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void forget(SessionId session) {
    forgetReceipts(session);
    new SqliteSearchIndex(transactions).forget(session);
    ROWS.forEach(statement -> change(statement, session));
    transactions.change(handle ->
        handle
            .createUpdate(FORGET_EVENTS)
            .bind("id", session.value())
            .bindList("kept", KEPT)
            .execute());
    List.of(BLANK_FAILURES, BLANK_SESSION, BLANK_EVENTS, BLANK_REJECTIONS, BLANK_COMMANDS)
        .forEach(statement -> change(statement, session));
  }

  /** The part of {@link #forget} that is about answers to requests; its events are there still. */
  void forgetReceipts(SessionId session) {
    transactions.change(handle ->
        handle
            .createUpdate(BLANK_RECEIPTS)
            .bind("id", session.value())
            .bind("deleted", Receipt.DELETED)
            .execute());
  }

  private void change(String statement, SessionId session) {
    transactions.change(
        handle -> handle.createUpdate(statement).bind("id", session.value()).execute());
  }

  @Override
  public void settle() {
    transactions.emptyLog();
  }
}
