package dev.orch.http.json;

import dev.orch.api.Change;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/** Tells a field that was left out from one that is null. */
final class ChangeReader extends ValueDeserializer<Change<?>> {
  private final @Nullable ValueDeserializer<Object> content;

  ChangeReader() {
    this(null);
  }

  private ChangeReader(@Nullable ValueDeserializer<Object> content) {
    this.content = content;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, BeanProperty property) {
    JavaType value = property.getType().containedTypeOrUnknown(0);
    return new ChangeReader(context.findContextualValueDeserializer(value, property));
  }

  @Override
  public Change<?> deserialize(JsonParser parser, DeserializationContext context) {
    if (content == null) {
      throw new IllegalStateException("a change outside a record");
    }
    return new Change.To<>(content.deserialize(parser, context));
  }

  @Override
  public Object getNullValue(DeserializationContext context) {
    return new Change.To<>(null);
  }

  @Override
  public Object getAbsentValue(DeserializationContext context) {
    return new Change.Keep<>();
  }
}
