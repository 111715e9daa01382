package dev.orch.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Fills the index with a prompt of each session and a text of each message. Words are as unevenly
 * common as in any language: the one of rank n is in a text n times less often than the first (<a
 * href="https://en.wikipedia.org/wiki/Zipf%27s_law">Zipf's law</a>).
 */
final class SearchTexts {
  private static final int WORDS = 20_000;
  private static final int WORDS_OF_A_TEXT = 20;
  private static final int PLACE_BITS = 36;
  private static final long PROMPT = 1L << (PLACE_BITS - 1);

  private final Random random = new Random(27);
  private final List<String> words = words();
  private final double[] below = new double[WORDS];

  SearchTexts() {
    double sum = 0;
    for (int rank = 0; rank < WORDS; rank++) {
      sum += 1.0 / (rank + 3);
      below[rank] = sum;
    }
  }

  /** The word of this rank: 0 is in every second text, the last in few. */
  String word(int rank) {
    return words.get(rank);
  }

  void write(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO searched_session (session_id) SELECT id FROM session ORDER BY created_at_ms");
      // In the order of their numbers, in which the index takes them fastest.
      try (ResultSet messages =
              statement.executeQuery(
                  """
                  SELECT number, NULL AS seq FROM searched_session
                  UNION ALL
                  SELECT number, seq FROM searched_session JOIN event USING (session_id)
                   WHERE type = 'agent.message'
                   ORDER BY number, seq DESC
                  """);
          PreparedStatement insert =
              connection.prepareStatement("INSERT INTO search (rowid, text) VALUES (?, ?)")) {
        while (messages.next()) {
          long seq = messages.getLong("seq");
          long place = messages.wasNull() ? PROMPT + 1 : seq;
          insert.setLong(1, (messages.getLong("number") << PLACE_BITS) + place);
          insert.setString(2, text());
          insert.executeUpdate();
        }
      }
    }
    connection.commit();
  }

  private String text() {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < WORDS_OF_A_TEXT; i++) {
      int found = Arrays.binarySearch(below, random.nextDouble() * below[WORDS - 1]);
      chosen.add(words.get(found < 0 ? -found - 1 : found));
    }
    return String.join(" ", chosen);
  }

  /** Of syllables, so that many begin alike. */
  private static List<String> words() {
    List<String> syllables = new ArrayList<>();
    for (char first : "bcdfglmnprstv".toCharArray()) {
      for (char second : "aeiou".toCharArray()) {
        syllables.add("" + first + second);
      }
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      int count = syllables.size();
      words.add(
          syllables.get(i % count)
              + syllables.get(i / count % count)
              + syllables.get(i / count / count % count)
              + "n");
    }
    Collections.shuffle(words, new Random(28));
    return List.copyOf(words);
  }
}
