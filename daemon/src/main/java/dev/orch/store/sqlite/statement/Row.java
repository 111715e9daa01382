package dev.orch.store.sqlite.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** One row of an answer, read in the words of the domain. */
public record Row(ResultSet columns) {

  /** Makes a value of a row. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  public static <T> RowMapper<T> mapper(Reader<T> reader) {
    return (columns, _) -> reader.read(new Row(columns));
  }

  /** As it stands in the store. */
  public static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  /** As it stands in the store. */
  public static @Nullable String word(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }

  public @Nullable String text(String column) throws SQLException {
    return columns.getString(column);
  }

  public String requireText(String column) throws SQLException {
    return Objects.requireNonNull(columns.getString(column), column);
  }

  public int integer(String column) throws SQLException {
    return columns.getInt(column);
  }

  public @Nullable Integer integerOrNull(String column) throws SQLException {
    int value = columns.getInt(column);
    return columns.wasNull() ? null : value;
  }

  public long number(String column) throws SQLException {
    return columns.getLong(column);
  }

  public @Nullable Long numberOrNull(String column) throws SQLException {
    long value = columns.getLong(column);
    return columns.wasNull() ? null : value;
  }

  public @Nullable Instant instant(String column) throws SQLException {
    Long millis = numberOrNull(column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  public Instant requireInstant(String column) throws SQLException {
    return Instant.ofEpochMilli(number(column));
  }

  public <E extends Enum<E>> @Nullable E constant(Class<E> type, String column)
      throws SQLException {
    String word = text(column);
    return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  public <E extends Enum<E>> E requireConstant(Class<E> type, String column) throws SQLException {
    return Objects.requireNonNull(constant(type, column), column);
  }
}
