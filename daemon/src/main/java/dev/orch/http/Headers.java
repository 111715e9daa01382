package dev.orch.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields of a request.
 *
 * @param fields by lower-case name, values in their order
 */
public record Headers(Map<String, List<String>> fields) {

  /** Every value of the field; empty if it was not sent. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** The field's value; of several the first. */
  public Optional<String> find(String name) {
    return all(name).stream().findFirst();
  }

  /** Whether the field was sent. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }
}
