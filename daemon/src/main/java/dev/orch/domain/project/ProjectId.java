package dev.orch.domain.project;

/**
 * Names one registered project for ever.
 *
 * @param value 10 characters of lower-case Crockford base32
 */
public record ProjectId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
