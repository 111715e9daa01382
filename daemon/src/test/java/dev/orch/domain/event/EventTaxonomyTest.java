package dev.orch.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.GeneratedDocument;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.UsageFigures;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The list of event types, and {@code docs/event-taxonomy.md}, which is made from it. */
class EventTaxonomyTest {

  @Test
  void thePageSaysWhatEachTypeCarries() {
    new GeneratedDocument("event-taxonomy.md").assertIs(page());
  }

  @Test
  void namesAreAFamilyAndAFactInLowerCaseAndAreTakenOnce() {
    Set<String> names = new HashSet<>();
    for (EventType type : EventType.values()) {
      assertThat(type.wireName()).matches("[a-z_]+\\.[a-z_]+");
      assertThat(type.wireName().replace('.', '_').toUpperCase(Locale.ROOT)).isEqualTo(type.name());
      assertThat(names.add(type.wireName())).as(type.wireName()).isTrue();
      assertThat(EventType.find(type.wireName())).contains(type);
    }
    assertThat(EventType.find("moon.landed")).isEmpty();
  }

  @Test
  void everyPayloadIsCarriedByAType() {
    Set<Class<?>> carried =
        Arrays.stream(EventType.values()).map(EventType::payload).collect(Collectors.toSet());

    assertThat(payloads(EventPayload.class)).isEqualTo(carried);
  }

  @Test
  void whatAnAgentDoesHasOneType() throws ReflectiveOperationException {
    for (Class<?> payload : payloads(AgentPayload.class)) {
      AgentPayload made = (AgentPayload) make(payload);
      assertThat(EventType.of(made).payload()).isEqualTo(payload);
    }
  }

  private static Set<Class<?>> payloads(Class<?> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses())
            .flatMap(member -> payloads(member).stream())
            .collect(Collectors.toSet())
        : Set.of(family);
  }

  /** A record with zeros and nulls in it. */
  private static Object make(Class<?> type) throws ReflectiveOperationException {
    Class<?>[] types =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    @Nullable Object[] values = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] =
          types[i] == int.class ? (Object) 0 : types[i] == boolean.class ? (Object) false : null;
    }
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Event taxonomy

            Made from `EventType` and the records of the payloads; do not edit. Every change of state, and all
            that an agent says and does, is a fact in one log. Each has an envelope and a payload:

            | in the envelope | is |
            | --- | --- |
            | `seq` | its place in the log; grows, never restarts |
            | `type` | one of the names below |
            | `at` | when it was recorded; for people, the order is `seq` |
            | `project_id`, `session_id` | what it is about, or null |
            | `turn` | the number of the turn, from 1; null if it is about none |
            | `actor` | who caused it: `user`, `agent` or `daemon`, with a detail |
            | `payload` | as below |

            A type or a field may be added; none is renamed or removed. A reader passes over what it does not
            know. Texts are cut at 16 KiB; where a payload has a `source`, that says where all of it is.

            """);
    families()
        .forEach((family, types) -> {
          page.append("## ").append(family).append("\n\n| type | payload |\n| --- | --- |\n");
          types.forEach(type ->
              page.append("| `%s` | %s |\n".formatted(type.wireName(), fields(type.payload()))));
          page.append('\n');
        });
    page.append("## Parts\n\n| part | fields |\n| --- | --- |\n");
    page.append("| source | %s |\n".formatted(fields(OutputSource.class)));
    page.append("| usage | %s |\n".formatted(fields(UsageFigures.class)));
    return page.toString();
  }

  private static Map<String, List<EventType>> families() {
    return Arrays.stream(EventType.values())
        .collect(
            Collectors.groupingBy(
                type -> type.wireName().substring(0, type.wireName().indexOf('.')),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static String fields(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .map(EventTaxonomyTest::field)
        .collect(Collectors.joining(", "));
  }

  private static String field(RecordComponent component) {
    String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return "`%s` %s%s".formatted(name, kind(component.getType()), nullable ? " or null" : "");
  }

  private static String kind(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == List.class) {
      return "list of texts";
    }
    if (type == OutputSource.class) {
      return "source";
    }
    if (type == UsageFigures.class) {
      return "usage";
    }
    return type == boolean.class ? "true or false" : "number";
  }
}
