package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page names is there: files, types, commands. */
class NamedThingsTest {
  private static final Path CLI_USAGE = Checkout.ROOT.resolve("docs/cli-usage.md");
  private static final Pattern FILE =
      Pattern.compile("(\\./|\\.ci/|\\.mvn/|api/|cli/|config/|daemon/|dist/|docs/)[\\w./-]+");
  private static final Pattern STANDS_FOR_ANOTHER = Pattern.compile("NNNN|<|\\*|…");
  private static final Pattern TYPE =
      Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.(\\w+))?");
  private static final Pattern WORD = Pattern.compile("[a-z]+");

  private static final Map<String, String> TYPES = Checkout.types();

  static Stream<Page> all() {
    return Stream.concat(Checkout.pages().stream(), Checkout.decisions().stream());
  }

  static Stream<Page> pages() {
    return Checkout.pages().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void everyLinkLeadsSomewhere(Page page) {
    Path folder = page.file().resolveSibling(".").normalize();
    List<String> dead = new ArrayList<>();
    for (String link : page.links()) {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page.file() : folder.resolve(parts[0]);
      if (!Files.exists(target)
          || (parts.length == 2 && !Page.read(target).anchors().contains(parts[1]))) {
        dead.add(link);
      }
    }
    assertThat(dead).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void everyFileIsThere(Page page) {
    Stream<String> words =
        Stream.concat(page.spans().stream(), page.shellLines().stream())
            .filter(said -> !STANDS_FOR_ANOTHER.matcher(said).find())
            .flatMap(said -> Arrays.stream(said.split("\\s+")));
    assertThat(words.filter(word -> FILE.matcher(word).matches()).filter(word -> !isThere(word)))
        .isEmpty();
  }

  private static boolean isThere(String path) {
    return Files.exists(Checkout.ROOT.resolve(path));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void everyTypeAndItsMemberIsThere(Page page) {
    assertThat(page.spans().stream().filter(span -> !isKnown(span))).isEmpty();
  }

  /** Whether it is no type at all, or one that there is, with the member if one is named. */
  private static boolean isKnown(String span) {
    var type = TYPE.matcher(span);
    if (!type.matches()) {
      return true;
    }
    String declared = TYPES.get(type.group(1));
    if (declared == null) {
      return Checkout.ofTheJdk(type.group(1)).isPresent();
    }
    return type.group(2) == null
        || Pattern.compile("\\b" + type.group(2) + "\\b").matcher(declared).find();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void everyCommandOfOrchIsThere(Page page) {
    Set<String> planned = planned();
    List<String> commands = new ArrayList<>();
    for (String heading : Page.read(CLI_USAGE).text().split("\n## ", -1)) {
      commands.add(heading.lines().findFirst().orElse(""));
    }
    assertThat(commands).hasSizeGreaterThan(20);
    assertThat(
            Stream.concat(page.spans().stream(), page.shellLines().stream())
                .map(said -> said.replaceFirst("^\\./", ""))
                .filter(said -> said.startsWith("orch "))
                .filter(said -> !planned.contains(said.split(" ", 3)[1]))
                .filter(said -> !isCommand(said, commands)))
        .isEmpty();
  }

  private static boolean isCommand(String said, List<String> commands) {
    String[] words = said.split(" ", -1);
    if (!WORD.matcher(words[1]).matches()) {
      return true;
    }
    String command = "orch " + words[1];
    boolean isGroup = commands.stream().anyMatch(each -> each.startsWith(command + " "));
    if (isGroup && words.length > 2 && WORD.matcher(words[2]).matches()) {
      return commands.contains(command + " " + words[2]);
    }
    return commands.contains(command);
  }

  /** Commands that the README calls planned. */
  private static Set<String> planned() {
    Set<String> planned = new TreeSet<>();
    for (String command : ReadmeTable.commands(ReadmeTable.State.PLANNED)) {
      planned.add(command.split(" ", 3)[1]);
    }
    planned.remove("send");
    return planned;
  }

  @Test
  void everyScriptThatAPageCallsCanBeExecuted() {
    List<String> scripts =
        Checkout.pages().stream()
            .flatMap(page -> page.shellLines().stream())
            .map(line -> line.split("\\s+", 2)[0])
            .filter(word -> word.contains("/"))
            .distinct()
            .toList();

    assertThat(scripts).contains("./orch", "./mvnw", ".ci/run");
    assertThat(scripts).allMatch(script -> Files.isExecutable(Checkout.ROOT.resolve(script)));
  }

  @Test
  void whatAgentsReadFirstIsShort() {
    assertThat(Checkout.text(Checkout.ROOT.resolve("AGENTS.md")).lines().count())
        .isLessThanOrEqualTo(100);
  }

  @Test
  void decisionsAreNumberedWithoutAGap() {
    List<String> numbers =
        Checkout.decisions().stream()
            .map(page -> page.file().getFileName().toString().substring(0, 4))
            .toList();

    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= numbers.size(); i++) {
      expected.add("%04d".formatted(i));
    }
    assertThat(numbers).isEqualTo(expected).isNotEmpty();
  }
}
