package dev.orch.http.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.orch.api.Change;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Lets the types of a record say what JSON may hold: a component that is not {@code @Nullable} must
 * be there and not be null, nor may an element of its list; an enum is its name in lower case.
 */
final class RecordRules extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    if (annotated instanceof AnnotatedParameter parameter
        && parameter.getDeclaringClass().isRecord()) {
      RecordComponent component =
          parameter.getDeclaringClass().getRecordComponents()[parameter.getIndex()];
      return JsonSetter.Value.forValueNulls(
          isRequired(component) ? Nulls.FAIL : Nulls.SET,
          elementNulls(component.getAnnotatedType()));
    }
    return super.findSetterInfo(config, annotated);
  }

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config,
      AnnotatedClass annotated,
      Enum<?>[] constants,
      @Nullable String[] names) {
    String[] wire = new String[constants.length];
    for (int i = 0; i < constants.length; i++) {
      wire[i] = constants[i].name().toLowerCase(Locale.ROOT);
    }
    return wire;
  }

  /** Whether JSON must hold it. */
  static boolean isRequired(RecordComponent component) {
    return !isNullable(component.getAnnotatedType()) && component.getType() != Change.class;
  }

  private static Nulls elementNulls(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      return isNullable(arguments[arguments.length - 1]) ? Nulls.SET : Nulls.FAIL;
    }
    return Nulls.SET;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }
}
