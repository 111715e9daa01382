package dev.orch.turn;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Makes one value of every record that a type allows, so that a new component is never missed. */
final class EveryValue {
  /** How agents call their requests, messages and conversations: never shown, needed verbatim. */
  private static final Set<String> NAMES = Set.of("key", "messageId", "agentSessionId");

  private static final int HUGE = 200_000;
  private static final int MANY = 100;

  private EveryValue() {}

  static AgentPayload message(String text) {
    return new AgentPayload.Message(text, null, null);
  }

  /** With the secret at both ends of every text, and much between them. */
  static <T> List<T> of(Class<T> type, String secret) {
    return values(type, secret).stream().map(type::cast).toList();
  }

  private static List<Object> values(Class<?> type, String secret) {
    if (type.isSealed()) {
      return Arrays.stream(type.getPermittedSubclasses())
          .flatMap(permitted -> values(permitted, secret).stream())
          .toList();
    }
    if (type == String.class) {
      return List.of(secret + " " + "x".repeat(HUGE) + " " + secret);
    }
    if (type == OutputSource.class) {
      return List.of(new OutputSource(1, "out", 10, 20));
    }
    if (type.isEnum()) {
      return List.of(type.getEnumConstants()[0]);
    }
    if (type.isRecord()) {
      return records(type, secret);
    }
    if (type == int.class || type == Integer.class) {
      return List.of(1);
    }
    if (type == long.class || type == Long.class) {
      return List.of(1L);
    }
    if (type == double.class) {
      return List.of(1.0);
    }
    if (type == boolean.class) {
      return List.of(true);
    }
    throw new AssertionError("no value is made of " + type);
  }

  /** One record for each value of the component that has most. */
  private static List<Object> records(Class<?> type, String secret) {
    List<List<Object>> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.add(values(component, secret));
    }
    int most = components.stream().mapToInt(List::size).max().orElse(1);
    List<Object> made = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      int at = i;
      made.add(make(type, components.stream().map(c -> c.get(at % c.size())).toArray()));
    }
    return made;
  }

  private static List<Object> values(RecordComponent component, String secret) {
    if (NAMES.contains(component.getName())) {
      return List.of("a-name");
    }
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Class<?> item = (Class<?>) list.getActualTypeArguments()[0];
      return List.of(Collections.nCopies(MANY, values(item, secret).getFirst()));
    }
    return values(component.getType(), secret);
  }

  private static Object make(Class<?> type, Object[] components) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(components);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
