package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code docs/architecture.md} says what the daemon's imports say. What they may say
 * is held by the daemon's own test.
 */
class WhoKnowsWhomTest {
  private static final Path DAEMON = Checkout.ROOT.resolve("daemon/src/main/java");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package dev\\.orch\\.?([a-z.]*);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?dev\\.orch\\.((?:[a-z]+\\.)*)[A-Z]");
  private static final Pattern WORD = Pattern.compile("[a-z.]+");
  private static final List<String> WITH_CHILDREN = List.of("http", "domain", "store.sqlite");
  private static final String COMPOSITION_ROOT = "";
  private static final String KNOWN_TO_ALL = "api.event";

  private record Source(String home, String text) {
    private static Source read(Path file) {
      String text = Checkout.text(file);
      String home =
          PACKAGE.matcher(text).results().map(found -> unit(found.group(1))).findFirst().orElse(COMPOSITION_ROOT);
      return new Source(home, text);
    }

    private Set<String> knows() {
      return IMPORT
          .matcher(text)
          .results()
          .map(found -> found.group(1).replaceFirst("\\.$", ""))
          .filter(known -> !known.equals(KNOWN_TO_ALL))
          .map(known -> known.startsWith("api") ? "api" : unit(known))
          .filter(known -> !known.equals(home))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String unit(String name) {
    return WITH_CHILDREN.stream()
        .filter(parent -> name.equals(parent) || name.startsWith(parent + "."))
        .findFirst()
        .orElse(name);
  }

  private static List<Source> sources() {
    return Checkout.sources(DAEMON).stream().map(Source::read).toList();
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    Page.read(Checkout.ROOT.resolve("docs/architecture.md"))
        .tableBehind("### Who knows whom")
        .forEach(row -> table.put(row.cell(0).replace("`", ""), words(row.cell(1))));
    return table;
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  @Test
  void theTableSaysWhoKnowsWhom() {
    Map<String, Set<String>> known = new TreeMap<>();
    for (Source source : sources()) {
      known.computeIfAbsent(source.home(), _ -> new TreeSet<>()).addAll(source.knows());
    }
    known.remove(COMPOSITION_ROOT);

    assertThat(table()).isEqualTo(known);
  }
}
