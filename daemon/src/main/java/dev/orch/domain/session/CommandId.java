package dev.orch.domain.session;

/** Names one command. */
public record CommandId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
