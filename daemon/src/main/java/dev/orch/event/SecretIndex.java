package dev.orch.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Finds secrets in one pass: the first two characters of everything that is looked for are its
 * index, and most pairs of characters of a text lead nowhere.
 */
final class SecretIndex {
  private static final int BITS = 7;
  private static final int FEW = (1 << BITS) - 1;

  private static final Rule[] NONE = {};

  private final Rule[][] rules = new Rule[1 << (2 * BITS)][];

  /** What begins with a pair of characters. */
  private sealed interface Rule {
    /** A known value. */
    record Exact(String value) implements Rule {}

    /** A form, with one of its anchors. */
    record Form(SecretForm form, String anchor) implements Rule {}
  }

  SecretIndex(Collection<String> values) {
    Arrays.fill(rules, NONE);
    for (String value : values) {
      put(value.charAt(0), value.charAt(1), new Rule.Exact(value));
    }
    for (SecretForm form : SecretForm.values()) {
      form.anchors().forEach(anchor -> put(form, anchor));
    }
  }

  /** All secrets in the text; they may overlap and stand in no order. */
  List<Span> find(String text) {
    Search search = new Search(text);
    for (int at = 0; at < text.length() - 1; at++) {
      Rule[] candidates = rules[slot(text.charAt(at), text.charAt(at + 1))];
      if (candidates.length > 0) {
        search.tryAll(candidates, at);
      }
    }
    return search.found;
  }

  private void put(SecretForm form, String anchor) {
    Rule rule = new Rule.Form(form, anchor);
    char first = anchor.charAt(0);
    char second = anchor.charAt(1);
    put(first, second, rule);
    if (form.ignoresCase()) {
      char upperFirst = Character.toUpperCase(first);
      char upperSecond = Character.toUpperCase(second);
      put(upperFirst, second, rule);
      put(first, upperSecond, rule);
      put(upperFirst, upperSecond, rule);
    }
  }

  private void put(char first, char second, Rule rule) {
    int slot = slot(first, second);
    List<Rule> all = new ArrayList<>(List.of(rules[slot]));
    if (!all.contains(rule)) {
      all.add(rule);
    }
    rules[slot] = all.toArray(Rule[]::new);
  }

  private static int slot(char first, char second) {
    return ((first & FEW) << BITS) | (second & FEW);
  }

  /** One pass over one text. */
  private static final class Search {
    private final String text;
    private List<Span> found = List.of();
    // A form is not tried again inside what it has found: a long run costs one look.
    private Map<SecretForm, Integer> tryAgainAt = Map.of();

    private Search(String text) {
      this.text = text;
    }

    private void tryAll(Rule[] candidates, int at) {
      for (Rule candidate : candidates) {
        switch (candidate) {
          case Rule.Exact(String value) -> {
            if (text.startsWith(value, at)) {
              add(new Span(at, at + value.length()));
            }
          }
          case Rule.Form(SecretForm form, String anchor) -> tryForm(form, anchor, at);
        }
      }
    }

    private void tryForm(SecretForm form, String anchor, int at) {
      if (!text.regionMatches(form.ignoresCase(), at, anchor, 0, anchor.length())
          || at < tryAgainAt.getOrDefault(form, 0)) {
        return;
      }
      Span secret = form.find(text, at);
      if (secret != null) {
        add(secret);
        if (tryAgainAt.isEmpty()) {
          tryAgainAt = new EnumMap<>(SecretForm.class);
        }
        tryAgainAt.put(form, secret.to());
      }
    }

    private void add(Span secret) {
      if (found.isEmpty()) {
        found = new ArrayList<>();
      }
      found.add(secret);
    }
  }
}
