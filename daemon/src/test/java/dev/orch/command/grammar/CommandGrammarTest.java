package dev.orch.command.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.NearestName;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.SessionAction;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in words: what each form means, what is refused where, and what is read back. */
final class CommandGrammarTest {
  private final CommandGrammar grammar = new CommandGrammar(new Names());

  /** Two projects, one session, and one folder in each project. */
  private static final class Names implements Vocabulary {
    private static final List<String> PROJECTS = List.of("my-app", "billing");
    private static final Set<String> PATHS = Set.of("src/payments", "src/auth", "src", "pom.xml");

    @Override
    public List<String> agents() {
      return List.of("claude", "codex", "copilot", "cursor");
    }

    @Override
    public List<String> nearestProjects(String word) {
      return NearestName.of(word, PROJECTS);
    }

    @Override
    public boolean isProject(String word) {
      return PROJECTS.contains(word);
    }

    @Override
    public boolean isSession(String word) {
      return "k3v9m2p7qd".startsWith(word) && word.length() >= 3;
    }

    @Override
    public List<String> nearestSessions(String word) {
      return NearestName.of(word, List.of("k3v9m2p7qd"));
    }

    @Override
    public boolean isPath(String project, String word) {
      return PATHS.contains(word.toLowerCase(Locale.ROOT)); // as on a Mac
    }
  }

  /** What a text means, as a line that a table can hold. */
  private String meaning(String text) {
    return switch (grammar.read(text)) {
      case Command.Wanted.Work work ->
          String.join(
              " | ",
              work.agent(),
              work.action(),
              work.project(),
              shown(work.scopePath()),
              shown(work.prompt()),
              shown(work.model()),
              shown(work.base()));
      case Command.Wanted.Act act ->
          String.join(" | ", act.asked().wireName(), act.session(), shown(act.message()));
      case Command.Wanted.Unread _ -> "nothing";
    };
  }

  private static String shown(@Nullable String value) {
    return value == null ? "-" : value;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '\0',
      value = {
        "claude implement my-app add error handling to the API > claude | implement | my-app | - | add error handling to the API | - | -",
        "ask codex to analyze src/payments in my-app > codex | analyze | my-app | src/payments | - | - | -",
        "codex: review my-app src/auth --model gpt-5.2 > codex | review | my-app | src/auth | - | gpt-5.2 | -",
        "have copilot review src/auth in my-app using gpt-5.2 > copilot | review | my-app | src/auth | - | gpt-5.2 | -",
        "plan a migration to Postgres for my-app with claude > claude | plan | my-app | - | a migration to Postgres | - | -",
        "tell k3v9m2p7qd focus on error handling > follow_up | k3v9m2p7qd | focus on error handling",
        "stop k3v > stop | k3v | -",
        "resume k3v > resume | k3v | -",
        "archive k3v9 > archive | k3v9 | -",
      })
  void readsEveryExampleOfThePage(String text, String meaning) {
    assertThat(meaning(text)).isEqualTo(meaning);
    assertThat(meaning(text.toUpperCase(Locale.ROOT)))
        .as("in capitals")
        .isEqualToIgnoringCase(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '\0',
      value = {
        "claude review my-app > claude | review | my-app | - | - | - | -",
        "claude implement my-app \"add caching\" > claude | implement | my-app | - | add caching | - | -",
        "claude implement my-app src/auth add retries > claude | implement | my-app | src/auth | add retries | - | -",
        "claude implement my-app src is a mess > claude | implement | my-app | - | src is a mess | - | -",
        "claude review my-app src > claude | review | my-app | src | - | - | -",
        "claude implement my-app --base v1 --model sonnet fix it > claude | implement | my-app | - | fix it | sonnet | v1",
        "claude implement my-app cache it using redis > claude | implement | my-app | - | cache it using redis | - | -",
        "implement caching in my-app using sonnet with claude > claude | implement | my-app | - | caching | sonnet | -",
        "plan my-app drop Java 8 with codex > codex | plan | my-app | - | drop Java 8 | - | -",
        "please ask @claude to implement tests for bills in my-app > claude | implement | my-app | - | tests for bills | - | -",
        "tell claude to implement my-app a cache > claude | implement | my-app | - | a cache | - | -",
        "claude implement my-app -- --model is a word > claude | implement | my-app | - | --model is a word | - | -",
        "claude implement my-app -- add an export for billing > claude | implement | my-app | - | add an export for billing | - | -",
        "claude implement my-app \"add an export for billing\" > claude | implement | my-app | - | add an export for billing | - | -",
        "claude implement my-app add exports for my-app > claude | implement | my-app | - | add exports for my-app | - | -",
        "claude implement my-app \"split at \\d+ in C:\\new\" > claude | implement | my-app | - | split at \\d+ in C:\\new | - | -",
        "resume k3v mind the tests > resume | k3v | mind the tests",
        "unarchive k3v > unarchive | k3v | -",
      })
  void readsWhatPeopleWouldAlsoWrite(String text, String meaning) {
    assertThat(meaning(text)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '\0',
      value = {
        "cloude implement my-app x > \"cloude\" stands where an agent > claude",
        "claude implemnt my-app x > \"implemnt\" stands where an action > implement",
        "claude implement my-ap x > \"my-ap\" stands where a project > my-app",
        "plan a migration for my-ap with claude > \"my-ap\" stands where a project > my-app",
        "ask cladue to review my-app > \"cladue\" stands where an agent > claude",
        "claude implement my-app --modle x y > \"--modle\" stands where one of > --model",
        "plan a migration for my-app with cluade > \"cluade\" stands where an agent > claude",
      })
  void saysWhichWordIsWrongAndWhatIsNearest(String text, String said, String nearest) {
    assertThatThrownBy(() -> grammar.read(text))
        .isInstanceOfSatisfying(
            MisreadException.class,
            misread -> {
              assertThat(misread).hasMessageStartingWith(said);
              assertThat(misread.nearest()).contains(nearest);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "please",
        "claude",
        "claude implement",
        "claude implement nowhere at all",
        "implement caching in my-app",
        "stop",
        "stop zzz",
        "stop k3v now",
        "tell k3v",
        "claude review my-app --model",
        "claude review my-app --model a --model b",
        "claude review src/auth in my-app using",
        "claude review src/auth in my-app and run",
        "ask claude to implement billing exports in my-app",
        "implement billing retries in my-app with codex",
        "claude implement in my-app a cache for billing",
        "claude implement my-app add an export for billing",
      })
  void refusesWhatFitsNothing(String text) {
    assertThatThrownBy(() -> grammar.read(text)).isInstanceOf(MisreadException.class);
  }

  @Test
  void readsBackWhateverIsPutIntoWords() {
    long seed = Long.getLong("seed", 1L);
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      Command.Wanted said = random.nextInt(4) == 0 ? act(random) : work(random);
      String text = CommandText.of(said);
      assertThat(grammar.read(text)).as("seed %d: %s", seed, text).isEqualTo(said);
    }
  }

  private static Command.Wanted act(Random random) {
    SessionVerb verb = any(List.of(SessionVerb.values()), random);
    String message =
        switch (verb.message()) {
          case NEEDED -> text(random);
          case POSSIBLE -> maybe(random);
          case NONE -> null;
        };
    return new Command.Wanted.Act(verb.asked(), "k3v9m", message);
  }

  private static Command.Wanted work(Random random) {
    return new Command.Wanted.Work(
        any(new Names().agents(), random),
        any(List.of(CommandAction.values()), random).wireName(),
        any(Names.PROJECTS, random),
        maybe(random),
        maybe(random),
        maybe(random),
        maybe(random),
        maybe(random));
  }

  private static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static @Nullable String maybe(Random random) {
    return random.nextBoolean() ? text(random) : null;
  }

  /** Words of the grammar, white space, quotes and marks, in any order; not blank. */
  private static String text(Random random) {
    List<String> parts =
        List.of(
            "in",
            "my-app",
            "with",
            "claude",
            "using",
            "--model",
            "--",
            "--base",
            "\"",
            "\\",
            " ",
            "\n",
            "\t",
            "src/auth",
            "to",
            "stop",
            "k3v",
            "ü",
            "😀",
            ":",
            "@",
            "--scope",
            "x");
    StringBuilder text = new StringBuilder();
    do {
      text.append(parts.get(random.nextInt(parts.size())));
      if (random.nextBoolean()) {
        text.append(' ');
      }
    } while (random.nextInt(6) != 0 || text.toString().isBlank());
    return text.toString();
  }

  /** What takes more than a sentence. */
  private static final Object[] NEED_MORE = {
    SessionAction.ANSWER, SessionAction.APPLY, SessionAction.RELEASE, SessionAction.DELETE
  };

  @Test
  void knowsAWordForEverythingThatASessionIsAsked() {
    for (SessionVerb verb : SessionVerb.values()) {
      assertThat(SessionVerb.of(verb.asked())).isEqualTo(verb);
      assertThat(verb.asked()).isNotIn(NEED_MORE);
    }
    assertThat(SessionVerb.values()).hasSize(SessionAction.values().length - NEED_MORE.length);
  }
}
