package dev.orch.store.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {
  private static final String ASKED = "SELECT 1";
  private static final int MANY = 200;

  private Handle handle;

  @BeforeEach
  void open() {
    handle = Jdbi.open("jdbc:sqlite::memory:");
    handle.setStatementBuilder(new KeptStatements());
  }

  @AfterEach
  void close() {
    handle.close();
  }

  private Statement statementOf(String sql) {
    return first(sql, (row, _) -> row.getStatement());
  }

  private int numberOf(String sql) {
    return first(sql, (row, _) -> row.getInt(1));
  }

  private <T> T first(String sql, RowMapper<T> mapper) {
    return handle.createQuery(sql).map(mapper).first();
  }

  @Test
  void theSameTextIsPreparedOnce() {
    assertThat(statementOf(ASKED))
        .isSameAs(statementOf(ASKED))
        .isNotSameAs(statementOf("SELECT 2"));
  }

  @Test
  void textsThatDifferInTheirListsAloneAreDifferentOnes() {
    String sql = "SELECT 1 IN (<among>)";
    Statement one =
        handle.createQuery(sql).bindList("among", 1).map((row, _) -> row.getStatement()).first();
    Statement two =
        handle.createQuery(sql).bindList("among", 2, 3).map((row, _) -> row.getStatement()).first();

    assertThat(one).isNotSameAs(two);
  }

  @Test
  void oneThatIsReadIsNotGivenToAnother() {
    first(
        ASKED,
        (row, _) -> {
          assertThat(statementOf(ASKED)).isNotSameAs(row.getStatement());
          return row.getInt(1);
        });

    assertThat(numberOf(ASKED)).isEqualTo(1);
  }

  @Test
  void oneThatIsBrokenIsNotKept() {
    Statement broken =
        first(
            ASKED,
            (row, _) -> {
              Statement statement = row.getStatement();
              statement.close();
              return statement;
            });

    assertThat(statementOf(ASKED)).isNotSameAs(broken);
  }

  @Test
  void thoseThatWereLongestNotUsedGo() throws SQLException {
    Statement old = statementOf(ASKED);
    for (int i = 0; i < MANY; i++) {
      statementOf("SELECT 1 + " + i);
    }

    assertThat(old.isClosed()).isTrue();
    assertThat(numberOf(ASKED)).isEqualTo(1);
  }
}
