package dev.orch.domain.search;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a person looks for in the texts of sessions. A text fits that holds every term, in any
 * order; case and accents make no difference.
 *
 * @param terms none of them fits no text
 */
public record SearchQuery(List<Term> terms) {
  /** How many terms one query may have. */
  public static final int MOST_TERMS = 32;

  /** A shorter word is the beginning of too many to be meant for one. */
  private static final int SHORTEST_WORD = 3;

  /** The same where it is said that a beginning is meant. */
  private static final int SHORTEST_BEGINNING = 2;

  /** In these one letter may be a word, and no space stands between two. */
  private static final Set<UnicodeScript> DENSE =
      EnumSet.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  /** What stands between quotes, the last of which may be missing, or a word. */
  private static final Pattern TYPED = Pattern.compile("\"([^\"]*)\"?|([^\\s\"]+)");

  private static final String WORD = "?";
  private static final String BEGINNING = "*";
  private static final String PHRASE = "=";

  private static final Pattern QUOTES = Pattern.compile("[\u201c\u201d\u201e\u00ab\u00bb]");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern STARS = Pattern.compile("\\*+$");

  /** Keeps its own copy. */
  public SearchQuery {
    terms = List.copyOf(terms);
  }

  /** One thing that has to be there; holds no quotation mark and no control character. */
  public sealed interface Term {
    /** As it was typed. */
    String text();

    /** A word; where few texts hold it, words that begin like it too. */
    record Word(String text) implements Term {}

    /** Any word that begins so. */
    record Beginning(String text) implements Term {}

    /** Words that follow each other as they stand here. */
    record Phrase(String text) implements Term {}
  }

  /**
   * Reads what was typed: words, beginnings of words before a star, and phrases between quotation
   * marks. Anything can be read; what has neither a letter nor a digit in it is passed over. A word
   * of less than three letters is a phrase of its own.
   */
  public static SearchQuery read(String typed) {
    String plain = CONTROL.matcher(QUOTES.matcher(typed).replaceAll("\"")).replaceAll(" ");
    List<Term> terms = new ArrayList<>();
    Matcher found = TYPED.matcher(plain);
    while (found.find()) {
      String phrase = found.group(1);
      Term term = phrase == null ? unquoted(found.group(2)) : new Term.Phrase(phrase);
      if (letters(term.text()) > 0) {
        terms.add(term);
      }
    }
    return new SearchQuery(terms);
  }

  /**
   * The same, with each word either as it is or as a beginning from now on.
   *
   * @param isWhole whether a word is looked for as it is
   */
  public SearchQuery settled(Predicate<Term.Word> isWhole) {
    return new SearchQuery(terms.stream().map(term -> settled(term, isWhole)).toList());
  }

  private static Term settled(Term term, Predicate<Term.Word> isWhole) {
    return switch (term) {
      case Term.Word word ->
          isWhole.test(word) ? new Term.Phrase(word.text()) : new Term.Beginning(word.text());
      case Term.Beginning _, Term.Phrase _ -> term;
    };
  }

  /** One sign for each term, by which the same query is {@linkplain #settledAs settled} again. */
  public String forms() {
    return terms.stream()
        .map(term ->
            switch (term) {
              case Term.Word _ -> WORD;
              case Term.Beginning _ -> BEGINNING;
              case Term.Phrase _ -> PHRASE;
            })
        .collect(Collectors.joining());
  }

  /** The same, settled as the query was whose forms these are; empty if they are of another. */
  public Optional<SearchQuery> settledAs(String forms) {
    List<Term> settled = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      boolean isWhole = forms.startsWith(PHRASE, i);
      settled.add(settled(terms.get(i), _ -> isWhole));
    }
    SearchQuery query = new SearchQuery(settled);
    return Optional.of(query).filter(same -> same.forms().equals(forms));
  }

  private static Term unquoted(String typed) {
    String text = STARS.matcher(typed).replaceFirst("");
    boolean dense = text.codePoints().mapToObj(UnicodeScript::of).anyMatch(DENSE::contains);
    long length = letters(text);
    if (text.length() < typed.length() && (dense || length >= SHORTEST_BEGINNING)) {
      return new Term.Beginning(text);
    }
    return dense || length >= SHORTEST_WORD ? new Term.Word(text) : new Term.Phrase(text);
  }

  private static long letters(String text) {
    return text.codePoints().filter(Character::isLetterOrDigit).count();
  }
}
