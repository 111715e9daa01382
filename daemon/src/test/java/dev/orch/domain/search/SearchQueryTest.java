package dev.orch.domain.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.search.SearchQuery.Term;
import org.junit.jupiter.api.Test;

class SearchQueryTest {

  @Test
  void quotesMakePhrasesAndStarsBeginnings() {
    assertThat(SearchQuery.read("  add \"to the\"client cach* foo_b** a*b*c ").terms())
        .containsExactly(
            new Term.Word("add"),
            new Term.Phrase("to the"),
            new Term.Word("client"),
            new Term.Beginning("cach"),
            new Term.Beginning("foo_b"),
            new Term.Word("a*b*c"));
  }

  @Test
  void itIsSettledAgainAsItWas() {
    SearchQuery typed = SearchQuery.read("add \"to the\" cach* client");

    SearchQuery settled = typed.settled(word -> word.text().equals("client"));

    assertThat(settled.terms())
        .containsExactly(
            new Term.Beginning("add"),
            new Term.Phrase("to the"),
            new Term.Beginning("cach"),
            new Term.Phrase("client"));
    assertThat(typed.settledAs(settled.forms())).contains(settled);
    assertThat(settled.settledAs(settled.forms())).contains(settled);
    assertThat(typed.settledAs("")).isEmpty();
    assertThat(typed.settledAs("*=*")).isEmpty();
    assertThat(typed.settledAs("*=*=*")).isEmpty();
    assertThat(typed.settledAs("x=*=")).isEmpty();
    assertThat(typed.settledAs(typed.forms())).isEmpty();
  }

  @Test
  void aShortWordIsMeantAsItIs() {
    assertThat(SearchQuery.read("x go C++ go* g*").terms())
        .containsExactly(
            new Term.Phrase("x"),
            new Term.Phrase("go"),
            new Term.Phrase("C++"),
            new Term.Beginning("go"),
            new Term.Phrase("g"));
  }

  @Test
  void oneSignIsAWordWhereSignsAreWords() {
    assertThat(SearchQuery.read("漢 한국 カ*").terms())
        .containsExactly(new Term.Word("漢"), new Term.Word("한국"), new Term.Beginning("カ"));
  }

  @Test
  void theLastQuoteMayBeMissingAndMayBeOfAnotherShape() {
    assertThat(SearchQuery.read("\"to the").terms()).containsExactly(new Term.Phrase("to the"));
    assertThat(SearchQuery.read("\u201cto the\u201d").terms())
        .containsExactly(new Term.Phrase("to the"));
  }

  @Test
  void whatHasNeitherALetterNorADigitIsPassedOver() {
    assertThat(SearchQuery.read("-- \"..\" \u0000 \"").terms()).isEmpty();
    assertThat(SearchQuery.read("a\u0000b").terms())
        .containsExactly(new Term.Phrase("a"), new Term.Phrase("b"));
  }
}
