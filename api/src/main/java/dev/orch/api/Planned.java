package dev.orch.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names fields of a request that the contract promises and this version refuses with {@link
 * ProblemType#NOT_AVAILABLE_YET}, so that a client can tell a typing error from a thing to come.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Planned {
  /** The names as they are on the wire. */
  String[] value();
}
