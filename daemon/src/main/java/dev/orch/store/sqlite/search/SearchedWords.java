package dev.orch.store.sqlite.search;

import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.search.SearchQuery.Term;
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

  /**
   * What to ask {@code search} for. The same for all pages and figures of a search, but where a
   * word comes to be in enough texts between them.
   */
  public static String of(SearchQuery query, Handle handle) {
    return query.terms().isEmpty()
        ? "\"\""
        : query.terms().stream().map(term -> word(term, handle)).collect(Collectors.joining(" "));
  }

  private static String word(Term term, Handle handle) {
    String quoted = '"' + term.text().replace("\"", "\"\"") + '"';
    return switch (term) {
      case Term.Word _ -> hasEnough(quoted, handle) ? quoted : beginning(quoted);
      case Term.Beginning _ -> beginning(quoted);
      case Term.Phrase _ -> quoted;
    };
  }

  private static String beginning(String quoted) {
    return quoted + " *";
  }

  private static boolean hasEnough(String quoted, Handle handle) {
    return handle
        .createQuery(HAS_ENOUGH)
        .bind("word", quoted)
        .bind("enough", ENOUGH_TEXTS)
        .mapTo(Boolean.class)
        .one();
  }
}
