package dev.orch.store.sqlite.search;

import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.search.SearchQuery.Term;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A query in the words of FTS5, of whose syntax nothing that was typed can be a part.
 *
 * <p>FTS5 gives the texts of a whole word as they come, but those of a beginning only once it has
 * put the texts of all words that begin so together. So a word that fills a search as it is, is
 * looked for as it is.
 */
public final class SearchedWords {
  /** As many texts as are looked at first, so that a word that is in so many needs no others. */
  static final int ENOUGH_TEXTS = 2_000;

  private static final String HAS_ENOUGH =
      """
      SELECT COUNT(*) = :enough
        FROM (SELECT 1 FROM search WHERE search MATCH :word LIMIT :enough)
      """;

  private SearchedWords() {}

  /** What to ask {@code search} for; of a word that is not settled as it would be now. */
  public static String of(SearchQuery query, Handle handle) {
    List<Term> terms = settled(query, handle).terms();
    return terms.isEmpty()
        ? "\"\""
        : terms.stream().map(SearchedWords::word).collect(Collectors.joining(" "));
  }

  /** The query with each word as it is where enough texts hold it so, else as a beginning. */
  static SearchQuery settled(SearchQuery query, Handle handle) {
    return query.settled(word -> hasEnough(word, handle));
  }

  private static String word(Term term) {
    return switch (term) {
      case Term.Word _, Term.Beginning _ -> quoted(term) + " *";
      case Term.Phrase _ -> quoted(term);
    };
  }

  private static String quoted(Term term) {
    return '"' + term.text().replace("\"", "\"\"") + '"';
  }

  private static boolean hasEnough(Term word, Handle handle) {
    return handle
        .createQuery(HAS_ENOUGH)
        .bind("word", quoted(word))
        .bind("enough", ENOUGH_TEXTS)
        .mapTo(Boolean.class)
        .one();
  }
}
