package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The daemon's imports against the table of {@code docs/architecture.md}. */
class WhoMayKnowWhomTest {
  private static final Path DAEMON = Checkout.ROOT.resolve("daemon/src/main/java");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package dev\\.orch\\.?([a-z.]*);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?dev\\.orch\\.((?:[a-z]+\\.)*)[A-Z]");
  private static final Pattern WORD = Pattern.compile("[a-z.]+");
  private static final List<String> WITH_CHILDREN = List.of("http", "domain", "store.sqlite");
  private static final String KNOWN_TO_ALL = "api.event";

  private record Source(Path file, String home, String text) {
    private static Source read(Path file) {
      String text = Checkout.text(file);
      String home =
          PACKAGE.matcher(text).results().map(found -> unit(found.group(1))).findFirst().orElse("");
      return new Source(file, home, text);
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

    @Override
    public String toString() {
      return DAEMON.relativize(file).toString();
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
        .tableBehind("### Who may know whom")
        .forEach(row -> table.put(row.cell(0).replace("`", ""), words(row.cell(1))));
    return table;
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  @Test
  void nobodyKnowsMoreThanTheTableSays() {
    Map<String, Set<String>> table = table();
    List<String> tooMuch = new ArrayList<>();
    for (Source source : sources()) {
      Set<String> known = new TreeSet<>(source.knows());
      known.removeAll(table.getOrDefault(source.home(), Set.of()));
      if (!source.home().isEmpty() && !known.isEmpty()) {
        tooMuch.add(source + " knows " + known);
      }
    }
    assertThat(tooMuch).isEmpty();
  }

  @Test
  void theTableNamesThePackagesThatThereAre() {
    Set<String> homes = sources().stream().map(Source::home).collect(Collectors.toSet());
    homes.remove("");

    assertThat(table().keySet()).isEqualTo(new TreeSet<>(homes));
  }

  @Test
  void theTableAllowsNothingThatNobodyNeeds() {
    Map<String, Set<String>> used = new TreeMap<>();
    sources()
        .forEach(source ->
            used.computeIfAbsent(source.home(), _ -> new TreeSet<>()).addAll(source.knows()));
    List<String> idle = new ArrayList<>();
    table()
        .forEach((home, allowed) -> {
          Set<String> rest = new TreeSet<>(allowed);
          rest.removeAll(used.getOrDefault(home, Set.of()));
          rest.remove(home);
          if (!rest.isEmpty()) {
            idle.add(home + " does not know " + rest);
          }
        });
    assertThat(idle).isEmpty();
  }

  @Test
  void processesAreStartedInTwoPlaces() {
    assertThat(homesOf("\\bnew ProcessBuilder\\b|\\.exec\\("))
        .containsExactlyInAnyOrder("runtime.sh", "worktree.git");
  }

  @Test
  void sqlIsSpokenInOnePlace() {
    assertThat(homesOf("(?m)^import (java\\.sql|org\\.jdbi|org\\.sqlite|org\\.flywaydb)\\."))
        .containsExactly("store.sqlite");
  }

  @Test
  void theEngineIsKnownToTwoFiles() {
    assertThat(filesWith("(?m)^import org\\.eclipse\\.jetty\\."))
        .containsExactlyInAnyOrder("dev/orch/http/HttpServer.java", "dev/orch/http/Engine.java");
  }

  @Test
  void onlyTheLedgerReplacesASession() {
    assertThat(filesWith("\\bsessions\\(\\)\\s*\\.replace\\("))
        .containsExactly("dev/orch/session/SessionLedger.java");
  }

  private static Set<String> homesOf(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return sources().stream()
        .filter(source -> wanted.matcher(source.text()).find())
        .map(Source::home)
        .collect(Collectors.toSet());
  }

  private static List<String> filesWith(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return sources().stream()
        .filter(source -> wanted.matcher(source.text()).find())
        .map(Source::toString)
        .toList();
  }
}
